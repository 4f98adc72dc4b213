/* Salt, for job j of master m. The job is published before anything begins. */

proctype Salt(byte m; byte j) {
    byte i;
end:
    do
    /* It comes live, for the first time or again: Salt's own list of known JIDs dies with its process. */
    :: atomic { LIVE && a_slot_is_free && may_fail ->
        fail();
        start(by_live);
        i = 0 }
#if REQUEUE
    :: atomic { queued[j] == 1 + m && a_slot_is_free ->
        queued[j] = MASTERS + 1;
        start(by_live);
        i = 0 }
#endif
    /* What was sent reaches the master, in any order, or is lost. */
    :: atomic { sent[d] & a_return ->
        sent[d] = sent[d] & ~a_return;
        held[d] = (held[d] -> held[d] : a_return) }
    :: atomic { sent[d] & a_refusal ->
        sent[d] = sent[d] & ~a_refusal;
        held[d] = (held[d] -> held[d] : a_refusal) }
    :: atomic { sent[d] && may_fail ->
        fail();
        sent[d] = 0 }
    od
}
