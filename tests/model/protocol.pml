/* Claim - run - return - acknowledge: the protocol of docs/architecture.md between shims, one minion's agent,
 * its gate, the job processes and Salt, with crashes, and with lost, repeated and reordered messages. README
 * says what is left out and why that is sound; tools/model checks what the file `configurations` lists.
 *
 * Every process is a loop of atomic steps and keeps nothing between them: all state is here. What is durable
 * survives every fault, what is volatile is lost by its owner's crash. Waiting is a guard: polls that find
 * nothing new are left out, so that a run without faults that goes on for ever is a livelock.
 */

/* ---- switches (-D) */

#ifndef JIDS
#define JIDS 1
#endif
#ifndef MASTERS
#define MASTERS 1
#endif
#ifndef SLOTS
#define SLOTS 2 /* job processes at a time */
#endif
#define any_number 255
#ifndef FAULTS
#define FAULTS any_number
#endif
#ifndef NETWORK
#define NETWORK 1 /* 0: agent and shim talk in one step, which may fail on either way */
#endif
#ifndef LIVE
#define LIVE 1 /* 0: every job is missed, none comes live */
#endif
#ifndef FORGETTING
#define FORGETTING 0 /* 1: the ledger is pruned */
#endif
#ifndef REQUEUE
#define REQUEUE 0 /* 1: a function may put its job back into Salt's own queue */
#endif
#ifndef TELL_FINISHED
#define TELL_FINISHED 0 /* 1: the report finished, which changes no delivery */
#endif
#ifndef BROKEN
#define BROKEN nothing
#endif
#ifndef ONLY
#define ONLY every_promise
#endif

/* What must hold. ONLY=<name> checks that one alone. */
#define every_promise 0
#define never_twice 1             /* a JID's function is called at most once */
#define claim_first 2             /* only by the process whose claim is on disk */
#define interrupted_stays 3       /* never after a process that had claimed it was gone */
#define returned_is_held 4        /* a delivery is returned only when its master holds the return */
#define acknowledged_is_durable 5 /* an acknowledged report is on the shim's disk */
#define interrupted_is_true 6     /* interrupted: claimed, not finished, process gone; and so for good */
#define refused_is_true 7         /* refused: the ledger did not know it, or had forgotten it */
#define return_is_of_a_run 8      /* a pending job's return is that of its run, never a refusal */
#define refusal_hides_nothing 9   /* Salt's error for a live duplicate never takes the place of a return */
#define final_stays 10            /* a final state changes to nothing but returned */
#define nothing_lost 11           /* once faults stop, every delivery gets a final state */
#define answer_lands 12           /* what finished and is owed, or is held, ends as returned */
#define promise(name, holds) assert((holds) || (ONLY != every_promise && ONLY != name))

/* One mistake each, which must be caught. */
#define nothing 0
#define claim_after_run 1
#define granted_before_commit 2
#define in_memory 3                /* duplicates are known by a list in memory alone */
#define bare_pid 4                 /* a process is known by its pid alone, which is used again */
#define interrupted_runs_again 5
#define forgotten_without_floor 6
#define ledger_per_master 7
#define acknowledged_before_commit 8
#define returned_by_report 9       /* from the agent's word instead of the master's */
#define told_once 10               /* an outbox that is forgotten once it was sent */
#define jobs_by_event_only 11      /* no look into the job cache */
#define returns_by_event_only 12
#define return_sent_once 13        /* not again from the ledger */
#define refusal_is_a_return 14
#define busy_is_refused 15         /* a duplicate of a running job does not wait */
#define restart_interrupts 16      /* a new agent takes every open claim for interrupted */
#define finished_after_death 17    /* a finish counts though its process is gone */
#define refused_unlooked 18        /* "not targeted" without a look into the ledger */
#define runs_unlooked 19         /* a job on the list is run without a look into the ledger */
#define final_reopens 20

/* ---- faults: FAULTS of them, and then, or at any moment before, no more */

byte faults = FAULTS;
#define may_fail (faults > 0)
inline fail() { faults = (faults == any_number -> any_number : faults - 1) }

/* ---- durable */

#define D(m, j) ((m) * JIDS + (j))
#define d D(m, j)
#define DELIVERIES (MASTERS * JIDS)

/* Shim m: its deliveries. closed: expired or cancelled; these differ in their reason only. */
#define unseen 0
#define pending 1
#define running 2
#define returned 3
#define interrupted 4
#define refused 5
#define closed 6
byte owed[DELIVERIES];
#define is_open(delivery) (owed[delivery] == pending || owed[delivery] == running)

/* Agent: the ledger. A process identity is a slot while it lives, and gone ever after. */
#define none 0
#define claimed 1
#define finished 2
#define forgotten 3 /* at or below the floor */
#define gone SLOTS
byte ledger[JIDS];
byte owner[JIDS];
#define runs_now (ledger[j] == claimed && owner[j] != gone)
#define has_lost_its_process (ledger[j] == claimed && owner[j] == gone)

/* Master m: what it holds as the return; the first one stays. Before that, what is on its way. */
#define a_return 1
#define a_refusal 2
byte held[DELIVERIES];
byte sent[DELIVERIES]; /* both bits */

#if REQUEUE
byte queued[JIDS]; /* Salt's own queue on the minion: 1 + m; MASTERS + 1: was there */
#endif

/* ---- volatile */

/* Shim m: whether the agent has proven its key; the report in the open transaction. */
bit session[MASTERS];
byte work[MASTERS];

/* Gate: the ledger's open transaction: 1 + slot whose claim, finish or release it holds for this JID. */
#define died (SLOTS + 1)
byte change[JIDS];

/* Agent: the drain of master m. */
#define out 0 /* not authenticated */
#define idle 1
#define asked 2
#define listed 3
byte link[MASTERS];
byte taken[MASTERS]; /* 1 + JID whose load was asked for */
byte busy[MASTERS];  /* 1 + slot of the job in the worker */
#define absent 0
#define to_run 1
#define resend 2
#define watch 3
#define told 4
byte item[DELIVERIES];
bit refusal[DELIVERIES]; /* what the ledger does not know: not targeted */
/* What the shim is told: how far, plus the report. */
#define is_running 1
#define is_interrupted 2
#define is_refused 3
#define is_finished 4
#define want 0
#define flying 4
#define acked 8
byte tell[DELIVERIES];

/* Job processes. */
#define free 0
#define matches 1  /* in the worker: does the target match? */
#define asks 2     /* for its claim */
#define may_run 3  /* granted */
#define called 4   /* the function was called; asks to finish when that ends */
#define returns 5  /* holds the return, its own or the recorded one */
#define waits 6    /* another process runs this job */
#define gives_up 7 /* refused */
#define hands_back 8 /* the function did not run but went to Salt's queue; asks to release */
#define by_live 0
#define by_worker 1
byte phase[SLOTS];
byte of_jid[SLOTS];
byte of_master[SLOTS];
bit via[SLOTS];
#if SLOTS == 2
#define a_slot_is_free (phase[0] == free || phase[1] == free)
#else
#define a_slot_is_free (phase[0] == free || phase[1] == free || phase[2] == free)
#endif

/* ---- what only the checker knows */

bit was_called[JIDS];
bit lost_claim[JIDS]; /* a process that had claimed it was gone */
bit mark[DELIVERIES]; /* what a mistake remembers */

/* ---- messages: a set for each direction. A message may be lost when it is sent, and may stay in the set
 * when it is delivered, to come again at any time. There is no order. */

int up[MASTERS];
int down[MASTERS];
#define to_shim up[m]
#define to_agent down[m]
#define LIST 0
#define TAKE (1 + j)
#define REPORT(r) (3 + 4 * j + r - 1)
#define PENDING_LIST(set) (set)
#define LOAD (4 + j)
#define GONE (6 + j)
#define ACK(r) (8 + 4 * j + r - 1)
#define NOT_AUTHENTICATED 16
#define in(net, message) (net & (1 << (message)))
inline send(net, message) {
    if
    :: net = net | (1 << (message))
    :: may_fail -> fail()
    fi
}
inline receive(net, message) {
    if
    :: net = net & ~(1 << (message))
    :: may_fail -> fail()
    fi
}

#include "shim.pml"
#include "agent.pml"
#include "jobs.pml"
#include "salt.pml"

/* ---- faults stop, and all must come to its end */

proctype Calm() {
    byte j;
    byte m;
progress_until_faults_stop:
    do
    :: atomic { faults > 0 -> faults = 0 }
    :: faults == 0 -> break
    od;
    timeout; /* nothing can happen any more */
    atomic {
        for (m : 0 .. MASTERS - 1) {
            for (j : 0 .. JIDS - 1) {
                promise(nothing_lost, owed[d] != unseen && !is_open(d));
                promise(answer_lands, !held[d] || owed[d] == returned);
                promise(answer_lands, ledger[j] != finished || owed[d] == returned || owed[d] == closed ||
                                          owed[d] == refused);
                promise(interrupted_is_true, owed[d] != interrupted || has_lost_its_process ||
                                                 ledger[j] == forgotten)
            }
        }
    }
}

init {
    byte m;
    byte j;
    atomic {
        for (j : 0 .. JIDS - 1) {
            owner[j] = gone
        }
        for (m : 0 .. MASTERS - 1) {
            run Shim(m);
            run Drain(m);
            for (j : 0 .. JIDS - 1) {
                run Delivery(m, j);
                run Item(m, j);
                run Salt(m, j)
            }
        }
        for (m : 0 .. SLOTS - 1) {
            run Job(m)
        }
        run Gate();
        run Agent();
        run Calm();
        m = 0;
        j = 0
    }
}
