/* The shim of master m: deliveries, on disk; sessions and the open transaction, in memory. */

inline move(to) {
    if
    :: owed[d] == to || owed[d] == returned
    :: owed[d] != to && owed[d] != returned && (is_open(d) || BROKEN == final_reopens) ->
        promise(final_stays, is_open(d));
        owed[d] = to
    :: else
    fi
}

inline becomes_returned() {
    promise(returned_is_held, held[d]);
    owed[d] = returned
}

#define is_on_disk(r) (!is_open(d) || r == is_finished || (r == is_running && owed[d] == running))

inline take_in(r) {
    if
    :: r == is_running -> move(running)
    :: r == is_interrupted ->
        promise(interrupted_is_true, has_lost_its_process || ledger[j] == forgotten);
        move(interrupted)
    :: r == is_refused -> move(refused)
    :: r == is_finished ->
        if
        :: BROKEN == returned_by_report -> becomes_returned()
        :: else
        fi
    fi
}

#define doing(r) (1 + 4 * j + r - 1)

inline report(r) {
    receive(to_shim, REPORT(r));
    if
    :: session[m] ->
        work[m] = doing(r);
        if
        :: BROKEN == acknowledged_before_commit -> send(to_agent, ACK(r))
        :: else
        fi
    :: else -> send(to_agent, NOT_AUTHENTICATED)
    fi
}

/* And only then the acknowledgement. */
inline commit(r) {
    work[m] = 0;
    take_in(r);
    if
    :: BROKEN != acknowledged_before_commit -> send(to_agent, ACK(r))
    :: else
    fi
}

proctype Delivery(byte m; byte j) {
end:
    do
    /* A job whose minion is silent, from the bus or, whatever the bus has dropped, from the job cache. */
    :: atomic { owed[d] == unseen && !(BROKEN == jobs_by_event_only && mark[d]) ->
        if
        :: held[d] -> becomes_returned()
        :: else -> owed[d] = pending
        fi }
    :: atomic { BROKEN == jobs_by_event_only && may_fail && owed[d] == unseen && !mark[d] ->
        fail();
        mark[d] = 1 }

    /* The master holds the return: from the bus or from the job cache. */
    :: atomic { held[d] && owed[d] != unseen && owed[d] != returned &&
            !(BROKEN == returns_by_event_only && mark[d]) ->
        becomes_returned() }
    :: atomic { BROKEN == returns_by_event_only && may_fail && held[d] && !mark[d] ->
        fail();
        mark[d] = 1 }

    /* It expires or is cancelled; not once faults have stopped, so that nothing ends by expiry alone. */
    :: atomic { may_fail && is_open(d) ->
        fail();
        owed[d] = closed }

#if NETWORK
    :: atomic { in(to_shim, TAKE) ->
        receive(to_shim, TAKE);
        if
        :: !session[m] -> send(to_agent, NOT_AUTHENTICATED)
        :: session[m] && is_open(d) -> send(to_agent, LOAD)
        :: session[m] && !is_open(d) -> send(to_agent, GONE)
        fi }
    :: atomic { in(to_shim, REPORT(is_running)) && !work[m] -> report(is_running) }
    :: atomic { in(to_shim, REPORT(is_interrupted)) && !work[m] -> report(is_interrupted) }
    :: atomic { in(to_shim, REPORT(is_refused)) && !work[m] -> report(is_refused) }
    :: atomic { work[m] == doing(is_running) -> commit(is_running) }
    :: atomic { work[m] == doing(is_interrupted) -> commit(is_interrupted) }
    :: atomic { work[m] == doing(is_refused) -> commit(is_refused) }
#if TELL_FINISHED
    :: atomic { in(to_shim, REPORT(is_finished)) && !work[m] -> report(is_finished) }
    :: atomic { work[m] == doing(is_finished) -> commit(is_finished) }
#endif
#endif
    od
}

#if JIDS == 1
#define all_open (is_open(m) -> 1 : 0)
#else
#define all_open ((is_open(D(m, 0)) -> 1 : 0) + (is_open(D(m, 1)) -> 2 : 0))
#endif

proctype Shim(byte m) {
end:
    do
#if NETWORK
    :: atomic { in(to_shim, LIST) ->
        receive(to_shim, LIST);
        if
        :: session[m] -> send(to_agent, PENDING_LIST(all_open))
        :: else -> send(to_agent, NOT_AUTHENTICATED)
        fi }
    /* It dies, at any point. */
    :: atomic { may_fail && (session[m] || work[m]) ->
        fail();
        session[m] = 0;
        work[m] = 0 }
#else
    :: false
#endif
    od
}
