/* The agent's drain of master m, all in memory: what is told follows from the list and the ledger. */

#define in_worker (busy[m] && of_jid[busy[m] - 1] == j)

inline say(what) {
    if
    :: tell[d] == want + what || tell[d] == flying + what || tell[d] == acked + what
    :: else -> tell[d] = (BROKEN == told_once && mark[d] -> acked + what : want + what)
    fi
}

/* What follows from the ledger, as it is on disk. */
inline sort() {
    if
    :: ledger[j] == none && !refusal[d] -> item[d] = to_run
    :: ledger[j] == none && refusal[d] ->
        item[d] = told;
        say(is_refused)
    :: runs_now && !(BROKEN == restart_interrupts && mark[j]) ->
        item[d] = watch;
        say(is_running)
    :: has_lost_its_process || (BROKEN == restart_interrupts && runs_now && mark[j]) ->
        item[d] = told;
        say(is_interrupted)
    :: ledger[j] == finished ->
        item[d] = resend;
        if
        :: TELL_FINISHED -> say(is_finished)
        :: else
        fi
    :: ledger[j] == forgotten ->
        item[d] = told;
        say(is_refused)
    fi
}

/* Not targeted: the worker's word counts for what the ledger does not know. */
inline refuse() {
    if
    :: ledger[j] == none || BROKEN == refused_unlooked ->
        promise(refused_is_true, ledger[j] == none || ledger[j] == forgotten);
        refusal[d] = 1;
        item[d] = told;
        say(is_refused)
    :: else -> sort()
    fi
}

/* The job process ended without an answer. */
inline failed() {
    if
    :: BROKEN == runs_unlooked -> item[d] = to_run
    :: BROKEN != runs_unlooked && ledger[j] == none -> item[d] = to_run
    :: ledger[j] == none && may_fail -> refuse() /* attempts are capped */
    :: BROKEN != runs_unlooked && ledger[j] != none -> sort()
    fi
}

inline drop() {
    if
    :: in_worker
    :: else ->
        item[d] = absent;
        tell[d] = 0;
        refusal[d] = 0
    fi
}

inline list_comes(set) {
    for (j : 0 .. JIDS - 1) {
        if
        :: (set) & (1 << j) ->
            if
            :: tell[d] > acked -> tell[d] = 0
            :: else
            fi;
            if
            :: in_worker
            :: else -> sort()
            fi
        :: else -> drop()
        fi
    }
    j = 0
}

inline load_comes() {
    if
    :: BROKEN == runs_unlooked
    :: else -> sort() /* it may have come live meanwhile */
    fi;
    if
    :: item[d] == to_run || item[d] == resend ->
        start(by_worker);
        busy[m] = 1 + i;
        i = 0
    :: else
    fi
}

inline ack_comes(r) {
    promise(acknowledged_is_durable, is_on_disk(r));
    if
    :: tell[d] == want + r || tell[d] == flying + r -> tell[d] = acked + r
    :: else
    fi
}

/* Every request in flight is void. */
inline forget_asked(i) {
    taken[m] = 0;
    for (i : D(m, 0) .. D(m, JIDS - 1)) {
        tell[i] = (tell[i] > flying && tell[i] <= acked -> tell[i] - flying : tell[i])
    }
    i = 0
}

/* Leaves the slot in i. Which one is free does not matter, so it is the first. */
inline start(how) {
    i = 0;
    do
    :: phase[i] != free -> i++
    :: else -> break
    od;
    of_jid[i] = j;
    of_master[i] = m;
    via[i] = how;
    if
    :: how == by_worker -> phase[i] = matches
    :: how == by_live && BROKEN == claim_after_run && ledger[j] == none -> phase[i] = may_run
    :: else -> phase[i] = asks
    fi
}

#if MASTERS == 1
#define has_turn (taken[0] || busy[0])
#else
#define has_turn (taken[0] || busy[0] || taken[1] || busy[1])
#endif
#if JIDS == 1
#define in_order true
#else
#define in_order (j == 0 || item[d] == resend || (item[D(m, 0)] != to_run && item[D(m, 0)] != watch))
#endif
/* A return is sent again when the one before has surely not come. */
#define send_again (item[d] == resend && !held[d] && !sent[d] && !(BROKEN == return_sent_once && mark[d]))
#define take_is_due (link[m] == listed && !has_turn && in_order && (item[d] == to_run || send_again))
#define is_to_tell (link[m] == listed && tell[d] > want && tell[d] <= flying)
/* Its delivery is open, and the drain would do nothing more about it. */
#define is_missed \
    (is_open(d) && !(BROKEN == told_once && mark[d]) && \
     (item[d] == absent || (item[d] == told && tell[d] > acked)))

#if NETWORK

#define any_list (to_agent & 15)
#define no_list_comes (link[m] == asked && !in(to_shim, LIST) && !any_list)
#define no_load_comes (taken[m] == 1 + j && !in(to_shim, TAKE) && !in(to_agent, LOAD) && !in(to_agent, GONE))
#define flies(r) (in(to_shim, REPORT(r)) || work[m] == doing(r) || in(to_agent, ACK(r)))
#define no_ack_comes \
    ((tell[d] == flying + is_running && !flies(is_running)) || \
     (tell[d] == flying + is_interrupted && !flies(is_interrupted)) || \
     (tell[d] == flying + is_refused && !flies(is_refused)) || \
     (tell[d] == flying + is_finished && !flies(is_finished)))

inline ack(r) {
    receive(to_agent, ACK(r));
    ack_comes(r)
}

proctype Drain(byte m) {
    byte i;
    byte j;
end:
    do
    /* The handshake; then the list. */
    :: atomic { link[m] == out ->
        session[m] = 1;
        link[m] = idle }
    :: atomic { link[m] == idle ->
        link[m] = asked;
        send(to_shim, LIST) }
    :: atomic { any_list ->
        if
        :: in(to_agent, PENDING_LIST(0)) -> i = 0
        :: in(to_agent, PENDING_LIST(1)) -> i = 1
        :: in(to_agent, PENDING_LIST(2)) -> i = 2
        :: in(to_agent, PENDING_LIST(3)) -> i = 3
        fi;
        receive(to_agent, PENDING_LIST(i));
        if
        :: link[m] == asked ->
            link[m] = listed;
            list_comes(i)
        :: else
        fi;
        i = 0 }
    :: atomic { in(to_agent, NOT_AUTHENTICATED) ->
        receive(to_agent, NOT_AUTHENTICATED);
        forget_asked(i);
        link[m] = out }
    /* A reply takes too long, or does not come. */
    :: atomic { link[m] >= asked && may_fail ->
        fail();
        forget_asked(i);
        link[m] = idle }
    :: atomic { no_list_comes && !in(to_agent, NOT_AUTHENTICATED) ->
        forget_asked(i);
        link[m] = idle }
    od
}

proctype Item(byte m; byte j) {
    byte i;
end:
    do
    :: atomic { take_is_due ->
        taken[m] = 1 + j;
        send(to_shim, TAKE) }
    :: atomic { in(to_agent, LOAD) && taken[m] != 1 + j -> receive(to_agent, LOAD) }
    :: atomic { in(to_agent, LOAD) && taken[m] == 1 + j && a_slot_is_free ->
        receive(to_agent, LOAD);
        taken[m] = 0;
        load_comes() }
    :: atomic { in(to_agent, GONE) ->
        receive(to_agent, GONE);
        taken[m] = (taken[m] == 1 + j -> 0 : taken[m]);
        drop() }
    :: atomic { is_to_tell ->
        tell[d] = tell[d] + flying;
        send(to_shim, REPORT((tell[d] - flying)));
        if
        :: BROKEN == told_once ->
            tell[d] = tell[d] + flying;
            mark[d] = 1
        :: else
        fi }
    :: atomic { in(to_agent, ACK(is_running)) -> ack(is_running) }
    :: atomic { in(to_agent, ACK(is_interrupted)) -> ack(is_interrupted) }
    :: atomic { in(to_agent, ACK(is_refused)) -> ack(is_refused) }
#if TELL_FINISHED
    :: atomic { in(to_agent, ACK(is_finished)) -> ack(is_finished) }
#endif
    :: atomic { item[d] == watch && !in_worker && !runs_now -> sort() }
    :: atomic { link[m] == listed && is_missed -> link[m] = idle }
    :: atomic { (no_load_comes || no_ack_comes) && link[m] != out && !in(to_agent, NOT_AUTHENTICATED) ->
        forget_asked(i);
        link[m] = idle }
    od
}

#else /* one step, there and back; that it fails before the shim's commit is no step at all */

proctype Drain(byte m) {
    byte j;
end:
    do
    :: atomic { link[m] != listed ->
        link[m] = listed;
        list_comes(all_open) }
    od
}

proctype Item(byte m; byte j) {
    byte i;
end:
    do
    :: atomic { take_is_due && (!is_open(d) || a_slot_is_free) ->
        if
        :: is_open(d) -> load_comes()
        :: else -> drop()
        fi }
    :: atomic { is_to_tell ->
        take_in(tell[d]);
        if
        :: ack_comes(tell[d])
        :: may_fail -> fail()
        fi }
    :: atomic { item[d] == watch && !in_worker && !runs_now -> sort() }
    :: atomic { link[m] == listed && is_missed -> link[m] = idle }
    od
}

#endif
