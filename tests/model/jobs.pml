/* The job processes and the gate: the agent, or `minion-agent gate` while there is none. The ledger has one
 * writer at a time, whoever that is. */

/* The process in slot s ends. The worker says how, if its agent still listens: see the callers. */
inline ends() {
    phase[s] = free;
    of_jid[s] = 0;
    of_master[s] = 0;
    via[s] = 0;
    if
    :: owner[j] == s ->
        lost_claim[j] = (ledger[j] == claimed -> 1 : lost_claim[j]);
        owner[j] = (BROKEN == bare_pid && ledger[j] == claimed -> s : gone)
    :: else
    fi;
    change[j] = (change[j] == 1 + s -> died : change[j])
}

#define of_another_master (BROKEN == ledger_per_master && (ledger[j] == claimed || ledger[j] == finished) && \
                           mark[0] != m)

/* Answers that change nothing wait for the commit of what they are about, and are then given at once. */
inline decide() {
    if
    :: ledger[j] == none || of_another_master ->
        ledger[j] = none;
        change[j] = 1 + s;
        phase[s] = (BROKEN == granted_before_commit -> may_run : asks)
    :: ledger[j] == claimed && owner[j] == s && !of_another_master ->
        phase[s] = may_run /* it had not heard the answer */
    :: runs_now && owner[j] != s && !of_another_master ->
        phase[s] = (BROKEN == busy_is_refused -> gives_up : waits)
    :: has_lost_its_process && !of_another_master ->
        if
        :: BROKEN == interrupted_runs_again ->
            owner[j] = s;
            phase[s] = may_run
        :: else -> phase[s] = gives_up
        fi
    :: ledger[j] == finished && !of_another_master -> phase[s] = returns
    :: ledger[j] == forgotten -> phase[s] = gives_up
    fi
}

#define has_worker (busy[m] == 1 + s)

proctype Job(byte s) {
    byte m;
    byte j;
end:
    do
    :: atomic { phase[s] == matches ->
        j = of_jid[s];
        phase[s] = (BROKEN == claim_after_run && ledger[j] == none -> may_run : asks);
        j = 0 }
    /* Not targeted, or a load that nobody can read. */
    :: atomic { phase[s] == matches && may_fail ->
        fail();
        m = of_master[s];
        j = of_jid[s];
        if
        :: has_worker ->
            busy[m] = 0;
            refuse()
        :: else
        fi;
        ends();
        m = 0;
        j = 0 }
    :: atomic { phase[s] == may_run ->
        j = of_jid[s];
        promise(claim_first, ledger[j] == claimed && owner[j] == s);
        promise(never_twice, !was_called[j]);
        promise(interrupted_stays, !lost_claim[j]);
        was_called[j] = 1;
        phase[s] = (BROKEN == claim_after_run && ledger[j] == none -> asks : called);
        j = 0 }
#if REQUEUE
    :: atomic { phase[s] == may_run && !queued[of_jid[s]] && may_fail ->
        fail();
        phase[s] = hands_back }
#endif
    :: atomic { phase[s] == waits && !(ledger[of_jid[s]] == claimed && owner[of_jid[s]] != gone) ->
        phase[s] = asks }
    :: atomic { phase[s] == returns ->
        m = of_master[s];
        j = of_jid[s];
        promise(return_is_of_a_run, was_called[j]);
        if
        :: sent[d] = sent[d] | a_return
        :: may_fail -> fail()
        fi;
        if
        :: BROKEN == return_sent_once -> mark[d] = 1
        :: else
        fi;
        ends();
        if
        :: has_worker ->
            busy[m] = 0;
            item[d] = resend;
            sort()
        :: else
        fi;
        m = 0;
        j = 0 }
    /* Salt makes an error return of a live job's refusal; the worker makes an outcome of it. */
    :: atomic { phase[s] == gives_up ->
        m = of_master[s];
        j = of_jid[s];
        if
        :: via[s] == by_live || BROKEN == refusal_is_a_return ->
            promise(return_is_of_a_run, via[s] == by_live);
            promise(refusal_hides_nothing, has_lost_its_process || ledger[j] == forgotten);
            sent[d] = sent[d] | a_refusal
        :: else
        fi;
        ends();
        if
        :: has_worker ->
            busy[m] = 0;
            failed()
        :: else
        fi;
        m = 0;
        j = 0 }
    /* It is killed, at any point; with all the others and the agent that is a power cut. */
    :: atomic { phase[s] != free && may_fail ->
        fail();
        m = of_master[s];
        j = of_jid[s];
        ends();
        if
        :: has_worker ->
            busy[m] = 0;
            failed()
        :: else
        fi;
        m = 0;
        j = 0 }
    /* What it asks the gate. */
    :: atomic { phase[s] == asks && !change[of_jid[s]] ->
        m = of_master[s];
        j = of_jid[s];
        decide();
        m = 0;
        j = 0 }
    :: atomic { (phase[s] == called || phase[s] == hands_back) && !change[of_jid[s]] ->
        change[of_jid[s]] = 1 + s }
    od
}

inline hand_back() {
    ledger[j] = none;
    owner[j] = gone;
    m = of_master[s];
#if REQUEUE
    queued[j] = 1 + m;
#endif
    phase[s] = free;
    of_jid[s] = 0;
    of_master[s] = 0;
    via[s] = 0;
    if
    :: has_worker ->
        busy[m] = 0;
        item[d] = watch
    :: else
    fi;
    m = 0
}

#if JIDS == 1
#define changes change[0]
#else
#define changes (change[0] || change[1])
#endif

/* Everything of a step goes to the disk together; then the answers go out. */
proctype Gate() {
    byte m;
    byte j;
    byte s;
end:
    do
    :: atomic { changes ->
        for (j : 0 .. JIDS - 1) {
            if
            :: change[j] == 0
            :: change[j] == died && ledger[j] == none ->
                ledger[j] = claimed;
                lost_claim[j] = 1
            /* Somebody may have looked and said interrupted: so it stays. */
            :: change[j] == died && ledger[j] == claimed ->
                ledger[j] = (BROKEN == finished_after_death -> finished : claimed)
            :: change[j] == died && ledger[j] != none && ledger[j] != claimed
            :: change[j] && change[j] != died ->
                s = change[j] - 1;
                if
                :: ledger[j] == none ->
                    ledger[j] = claimed;
                    owner[j] = s;
                    phase[s] = (phase[s] == asks -> may_run : phase[s]);
                    if
                    :: BROKEN == ledger_per_master -> mark[0] = of_master[s]
                    :: BROKEN == restart_interrupts -> mark[j] = 0
                    :: else
                    fi
                :: ledger[j] != none && phase[s] == called ->
                    ledger[j] = finished;
                    owner[j] = gone;
                    phase[s] = returns
                :: ledger[j] != none && phase[s] == hands_back -> hand_back()
                :: else
                fi
            fi;
            change[j] = 0
        }
        j = 0;
        s = 0 }
#if FORGETTING
    /* Pruning: the entry goes and the floor rises, in one transaction. */
    :: atomic { may_fail && !changes &&
            (ledger[0] == finished || (ledger[0] == claimed && owner[0] == gone)) ->
        fail();
        ledger[0] = (BROKEN == forgotten_without_floor -> none : forgotten) }
#endif
    od
}

proctype Agent() {
    byte m;
    byte j;
end:
    do
    /* It dies, at any point: what is not committed is gone, and all that the drains knew. Requests that were
     * not answered are made again. */
    :: atomic { may_fail ->
        fail();
        for (j : 0 .. JIDS - 1) {
            change[j] = 0;
            if
            :: BROKEN == in_memory ->
                ledger[j] = none;
                owner[j] = gone
            :: BROKEN == restart_interrupts -> mark[j] = (ledger[j] == claimed)
            :: else
            fi
        }
        for (m : 0 .. MASTERS - 1) {
            link[m] = out;
            taken[m] = 0;
            busy[m] = 0
            for (j : 0 .. JIDS - 1) {
                item[d] = absent;
                tell[d] = 0;
                refusal[d] = 0
            }
        }
        m = 0;
        j = 0 }
    od
}
