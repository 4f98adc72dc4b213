	switch (t->back) {
	default: Uerror("bad return move");
	case  0: goto R999; /* nothing to undo */

		 /* PROC :init: */

	case 3: // STATE 1
		;
		((P9 *)_this)->j = trpt->bup.oval;
		;
		goto R999;

	case 4: // STATE 4
		;
		((P9 *)_this)->j = trpt->bup.ovals[1];
		now.owner[ Index(((P9 *)_this)->j, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 5: // STATE 11
		;
		((P9 *)_this)->m = trpt->bup.ovals[1];
		((P9 *)_this)->j = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 7: // STATE 13
		;
		;
		delproc(0, now._nr_pr-1);
		;
		goto R999;

	case 8: // STATE 14
		;
		;
		delproc(0, now._nr_pr-1);
		;
		goto R999;

	case 9: // STATE 15
		;
		((P9 *)_this)->j = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 11: // STATE 17
		;
		;
		delproc(0, now._nr_pr-1);
		;
		goto R999;

	case 12: // STATE 18
		;
		;
		delproc(0, now._nr_pr-1);
		;
		goto R999;

	case 13: // STATE 19
		;
		;
		delproc(0, now._nr_pr-1);
		;
		goto R999;

	case 14: // STATE 20
		;
		((P9 *)_this)->j = trpt->bup.oval;
		;
		goto R999;

	case 15: // STATE 26
		;
		((P9 *)_this)->m = trpt->bup.oval;
		;
		goto R999;

	case 16: // STATE 32
		;
		((P9 *)_this)->m = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 18: // STATE 34
		;
		;
		delproc(0, now._nr_pr-1);
		;
		goto R999;

	case 19: // STATE 35
		;
		;
		delproc(0, now._nr_pr-1);
		;
		goto R999;

	case 20: // STATE 36
		;
		((P9 *)_this)->m = trpt->bup.oval;
		;
		goto R999;

	case 21: // STATE 42
		;
		;
		delproc(0, now._nr_pr-1);
		;
		goto R999;

	case 22: // STATE 43
		;
		;
		delproc(0, now._nr_pr-1);
		;
		goto R999;

	case 23: // STATE 45
		;
		((P9 *)_this)->j = trpt->bup.ovals[1];
		((P9 *)_this)->m = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 24: // STATE 47
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC Calm */

	case 25: // STATE 2
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 28: // STATE 10
		;
		((P8 *)_this)->i = trpt->bup.oval;
		;
		goto R999;

	case 29: // STATE 16
		;
		((P8 *)_this)->i = trpt->bup.oval;
		;
		goto R999;

	case 30: // STATE 23
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC Salt */
;
		;
		;
		;
		
	case 33: // STATE 4
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;

	case 34: // STATE 8
		;
		((P7 *)_this)->i = trpt->bup.oval;
		;
		goto R999;

	case 35: // STATE 10
		;
		((P7 *)_this)->i = trpt->bup.oval;
		;
		goto R999;

	case 36: // STATE 21
		;
		((P7 *)_this)->i = trpt->bup.ovals[4];
		now.phase[ Index(((P7 *)_this)->i, 2) ] = trpt->bup.ovals[3];
		now.via[ Index(((P7 *)_this)->i, 2) ] = trpt->bup.ovals[2];
		now.of_master[ Index(((P7 *)_this)->i, 2) ] = trpt->bup.ovals[1];
		now.of_jid[ Index(((P7 *)_this)->i, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 37: // STATE 24
		;
		now.sent[ Index(((((P7 *)_this)->m*1)+((P7 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 38: // STATE 25
		;
		now.held[ Index(((((P7 *)_this)->m*1)+((P7 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 39: // STATE 29
		;
		now.sent[ Index(((((P7 *)_this)->m*1)+((P7 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 40: // STATE 30
		;
		now.held[ Index(((((P7 *)_this)->m*1)+((P7 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 42: // STATE 40
		;
		now.sent[ Index(((((P7 *)_this)->m*1)+((P7 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 43: // STATE 40
		;
		now.sent[ Index(((((P7 *)_this)->m*1)+((P7 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 44: // STATE 40
		;
		now.sent[ Index(((((P7 *)_this)->m*1)+((P7 *)_this)->j), 1) ] = trpt->bup.ovals[1];
		now.faults = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 45: // STATE 45
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC Commit */

	case 46: // STATE 2
		;
		((P6 *)_this)->j = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 48: // STATE 30
		;
		((P6 *)_this)->j = trpt->bup.ovals[1];
		now.change[ Index(((P6 *)_this)->j, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 50: // STATE 30
		;
		((P6 *)_this)->j = trpt->bup.ovals[4];
		now.change[ Index(((P6 *)_this)->j, 1) ] = trpt->bup.ovals[3];
		now.lost_claim[ Index(((P6 *)_this)->j, 1) ] = trpt->bup.ovals[2];
		now.owner[ Index(((P6 *)_this)->j, 1) ] = trpt->bup.ovals[1];
		now.ledger[ Index(((P6 *)_this)->j, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 51: // STATE 30
		;
		((P6 *)_this)->j = trpt->bup.ovals[1];
		now.change[ Index(((P6 *)_this)->j, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 52: // STATE 15
		;
		((P6 *)_this)->s = trpt->bup.oval;
		;
		goto R999;

	case 53: // STATE 30
		;
		((P6 *)_this)->j = trpt->bup.ovals[4];
		now.change[ Index(((P6 *)_this)->j, 1) ] = trpt->bup.ovals[3];
		now.phase[ Index(((P6 *)_this)->s, 2) ] = trpt->bup.ovals[2];
		now.owner[ Index(((P6 *)_this)->j, 1) ] = trpt->bup.ovals[1];
		now.ledger[ Index(((P6 *)_this)->j, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 54: // STATE 30
		;
		((P6 *)_this)->j = trpt->bup.ovals[4];
		now.change[ Index(((P6 *)_this)->j, 1) ] = trpt->bup.ovals[3];
		now.phase[ Index(((P6 *)_this)->s, 2) ] = trpt->bup.ovals[2];
		now.owner[ Index(((P6 *)_this)->j, 1) ] = trpt->bup.ovals[1];
		now.ledger[ Index(((P6 *)_this)->j, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 55: // STATE 30
		;
		((P6 *)_this)->j = trpt->bup.ovals[1];
		now.change[ Index(((P6 *)_this)->j, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 56: // STATE 37
		;
		((P6 *)_this)->s = trpt->bup.ovals[1];
		((P6 *)_this)->j = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 58: // STATE 46
		;
		((P6 *)_this)->j = trpt->bup.oval;
		;
		goto R999;

	case 59: // STATE 46
		;
		((P6 *)_this)->j = trpt->bup.ovals[1];
		now.faults = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 60: // STATE 46
		;
		((P6 *)_this)->j = trpt->bup.oval;
		;
		goto R999;

	case 61: // STATE 49
		;
		((P6 *)_this)->j = trpt->bup.ovals[1];
		now.change[ Index(((P6 *)_this)->j, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 62: // STATE 55
		;
		((P6 *)_this)->m = trpt->bup.oval;
		;
		goto R999;

	case 63: // STATE 60
		;
		((P6 *)_this)->m = trpt->bup.ovals[3];
		now.busy[ Index(((P6 *)_this)->m, 1) ] = trpt->bup.ovals[2];
		now.taken[ Index(((P6 *)_this)->m, 1) ] = trpt->bup.ovals[1];
		now.link[ Index(((P6 *)_this)->m, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 64: // STATE 66
		;
		((P6 *)_this)->s = trpt->bup.oval;
		;
		goto R999;

	case 65: // STATE 71
		;
		((P6 *)_this)->s = trpt->bup.ovals[3];
		now.refusal[ Index(((P6 *)_this)->s, 1) ] = trpt->bup.ovals[2];
		now.tell[ Index(((P6 *)_this)->s, 1) ] = trpt->bup.ovals[1];
		now.item[ Index(((P6 *)_this)->s, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 66: // STATE 79
		;
		((P6 *)_this)->s = trpt->bup.ovals[2];
		((P6 *)_this)->j = trpt->bup.ovals[1];
		((P6 *)_this)->m = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 67: // STATE 84
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC Gate */

	case 68: // STATE 2
		;
		((P5 *)_this)->j = trpt->bup.oval;
		;
		goto R999;

	case 69: // STATE 18
		;
		((P5 *)_this)->j = trpt->bup.ovals[1];
		now.change[ Index(((P5 *)_this)->j, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 70: // STATE 18
		;
		((P5 *)_this)->j = trpt->bup.oval;
		;
		goto R999;

	case 71: // STATE 5
		;
	/* 0 */	((P5 *)_this)->j = trpt->bup.oval;
		;
		;
		goto R999;

	case 72: // STATE 18
		;
		((P5 *)_this)->j = trpt->bup.ovals[1];
		now.phase[ Index(((P5 *)_this)->s, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 73: // STATE 18
		;
		((P5 *)_this)->j = trpt->bup.ovals[2];
		now.phase[ Index(((P5 *)_this)->s, 2) ] = trpt->bup.ovals[1];
	/* 0 */	((P5 *)_this)->j = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 74: // STATE 18
		;
		((P5 *)_this)->j = trpt->bup.ovals[2];
		now.phase[ Index(((P5 *)_this)->s, 2) ] = trpt->bup.ovals[1];
	/* 0 */	((P5 *)_this)->j = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 75: // STATE 18
		;
		((P5 *)_this)->j = trpt->bup.ovals[2];
		now.phase[ Index(((P5 *)_this)->s, 2) ] = trpt->bup.ovals[1];
	/* 0 */	((P5 *)_this)->j = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 76: // STATE 18
		;
		((P5 *)_this)->j = trpt->bup.ovals[2];
		now.phase[ Index(((P5 *)_this)->s, 2) ] = trpt->bup.ovals[1];
	/* 0 */	((P5 *)_this)->j = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 77: // STATE 21
		;
		now.change[ Index(now.of_jid[ Index(((P5 *)_this)->s, 2) ], 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 78: // STATE 26
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC Job */

	case 79: // STATE 8
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		now.phase[ Index(((P4 *)_this)->s, 2) ] = trpt->bup.ovals[2];
		now.calls[ Index(((P4 *)_this)->j, 1) ] = trpt->bup.ovals[1];
		((P4 *)_this)->j = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 80: // STATE 11
		;
		now.phase[ Index(((P4 *)_this)->s, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 81: // STATE 15
		;
		((P4 *)_this)->j = trpt->bup.ovals[1];
		((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 82: // STATE 17
		;
		now.sent[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 85: // STATE 21
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;

	case 86: // STATE 30
		;
		now.via[ Index(((P4 *)_this)->s, 2) ] = trpt->bup.ovals[3];
		now.of_master[ Index(((P4 *)_this)->s, 2) ] = trpt->bup.ovals[2];
		now.of_jid[ Index(((P4 *)_this)->s, 2) ] = trpt->bup.ovals[1];
		now.phase[ Index(((P4 *)_this)->s, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 87: // STATE 33
		;
		now.lost_claim[ Index(((P4 *)_this)->j, 1) ] = trpt->bup.ovals[1];
		now.owner[ Index(((P4 *)_this)->j, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 88: // STATE 35
		;
		now.owner[ Index(((P4 *)_this)->j, 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 89: // STATE 40
		;
		now.change[ Index(((P4 *)_this)->j, 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 90: // STATE 47
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[1];
		now.busy[ Index(((P4 *)_this)->m, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 92: // STATE 50
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 93: // STATE 94
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		((P4 *)_this)->m = trpt->bup.ovals[2];
	/* 1 */	((P4 *)_this)->j = trpt->bup.ovals[1];
	/* 0 */	((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 94: // STATE 94
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 95: // STATE 94
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 96: // STATE 62
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 97: // STATE 94
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		((P4 *)_this)->m = trpt->bup.ovals[2];
	/* 1 */	((P4 *)_this)->j = trpt->bup.ovals[1];
	/* 0 */	((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 98: // STATE 94
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 99: // STATE 70
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 100: // STATE 94
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		((P4 *)_this)->m = trpt->bup.ovals[2];
	/* 1 */	((P4 *)_this)->j = trpt->bup.ovals[1];
	/* 0 */	((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 101: // STATE 94
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 102: // STATE 94
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 103: // STATE 80
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 104: // STATE 94
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		((P4 *)_this)->m = trpt->bup.ovals[2];
	/* 1 */	((P4 *)_this)->j = trpt->bup.ovals[1];
	/* 0 */	((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 105: // STATE 94
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 106: // STATE 94
		;
		((P4 *)_this)->j = trpt->bup.ovals[1];
		((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 107: // STATE 98
		;
		((P4 *)_this)->j = trpt->bup.ovals[1];
		((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 108: // STATE 102
		;
		now.sent[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 109: // STATE 109
		;
		now.via[ Index(((P4 *)_this)->s, 2) ] = trpt->bup.ovals[3];
		now.of_master[ Index(((P4 *)_this)->s, 2) ] = trpt->bup.ovals[2];
		now.of_jid[ Index(((P4 *)_this)->s, 2) ] = trpt->bup.ovals[1];
		now.phase[ Index(((P4 *)_this)->s, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 110: // STATE 112
		;
		now.lost_claim[ Index(((P4 *)_this)->j, 1) ] = trpt->bup.ovals[1];
		now.owner[ Index(((P4 *)_this)->j, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 111: // STATE 114
		;
		now.owner[ Index(((P4 *)_this)->j, 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 112: // STATE 119
		;
		now.change[ Index(((P4 *)_this)->j, 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 113: // STATE 125
		;
		now.busy[ Index(((P4 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 116: // STATE 129
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 117: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		((P4 *)_this)->m = trpt->bup.ovals[2];
	/* 1 */	((P4 *)_this)->j = trpt->bup.ovals[1];
	/* 0 */	((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 118: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 119: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 120: // STATE 141
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 121: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		((P4 *)_this)->m = trpt->bup.ovals[2];
	/* 1 */	((P4 *)_this)->j = trpt->bup.ovals[1];
	/* 0 */	((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 122: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 123: // STATE 149
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 124: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		((P4 *)_this)->m = trpt->bup.ovals[2];
	/* 1 */	((P4 *)_this)->j = trpt->bup.ovals[1];
	/* 0 */	((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 125: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 126: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 127: // STATE 159
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 128: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		((P4 *)_this)->m = trpt->bup.ovals[2];
	/* 1 */	((P4 *)_this)->j = trpt->bup.ovals[1];
	/* 0 */	((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 129: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 130: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;
;
		;
		;
		;
		;
		;
		
	case 134: // STATE 175
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 135: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		((P4 *)_this)->m = trpt->bup.ovals[2];
	/* 1 */	((P4 *)_this)->j = trpt->bup.ovals[1];
	/* 0 */	((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 136: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 137: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 138: // STATE 187
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 139: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		((P4 *)_this)->m = trpt->bup.ovals[2];
	/* 1 */	((P4 *)_this)->j = trpt->bup.ovals[1];
	/* 0 */	((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 140: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 141: // STATE 195
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 142: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		((P4 *)_this)->m = trpt->bup.ovals[2];
	/* 1 */	((P4 *)_this)->j = trpt->bup.ovals[1];
	/* 0 */	((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 143: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 144: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 145: // STATE 205
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 146: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		((P4 *)_this)->m = trpt->bup.ovals[2];
	/* 1 */	((P4 *)_this)->j = trpt->bup.ovals[1];
	/* 0 */	((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 147: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 148: // STATE 218
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[1];
		now.refusal[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 149: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		((P4 *)_this)->m = trpt->bup.ovals[2];
	/* 1 */	((P4 *)_this)->j = trpt->bup.ovals[1];
	/* 0 */	((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 150: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 151: // STATE 235
		;
		((P4 *)_this)->j = trpt->bup.ovals[1];
		((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 153: // STATE 245
		;
		((P4 *)_this)->j = trpt->bup.ovals[1];
		((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 154: // STATE 245
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.faults = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 155: // STATE 245
		;
		((P4 *)_this)->j = trpt->bup.ovals[1];
		((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 156: // STATE 249
		;
		now.via[ Index(((P4 *)_this)->s, 2) ] = trpt->bup.ovals[3];
		now.of_master[ Index(((P4 *)_this)->s, 2) ] = trpt->bup.ovals[2];
		now.of_jid[ Index(((P4 *)_this)->s, 2) ] = trpt->bup.ovals[1];
		now.phase[ Index(((P4 *)_this)->s, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 157: // STATE 252
		;
		now.lost_claim[ Index(((P4 *)_this)->j, 1) ] = trpt->bup.ovals[1];
		now.owner[ Index(((P4 *)_this)->j, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 158: // STATE 254
		;
		now.owner[ Index(((P4 *)_this)->j, 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 159: // STATE 259
		;
		now.change[ Index(((P4 *)_this)->j, 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 160: // STATE 265
		;
		now.busy[ Index(((P4 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 163: // STATE 269
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 164: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		((P4 *)_this)->m = trpt->bup.ovals[2];
	/* 1 */	((P4 *)_this)->j = trpt->bup.ovals[1];
	/* 0 */	((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 165: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 166: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 167: // STATE 281
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 168: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		((P4 *)_this)->m = trpt->bup.ovals[2];
	/* 1 */	((P4 *)_this)->j = trpt->bup.ovals[1];
	/* 0 */	((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 169: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 170: // STATE 289
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 171: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		((P4 *)_this)->m = trpt->bup.ovals[2];
	/* 1 */	((P4 *)_this)->j = trpt->bup.ovals[1];
	/* 0 */	((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 172: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 173: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 174: // STATE 299
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 175: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		((P4 *)_this)->m = trpt->bup.ovals[2];
	/* 1 */	((P4 *)_this)->j = trpt->bup.ovals[1];
	/* 0 */	((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 176: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 177: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;
;
		;
		;
		;
		;
		;
		
	case 181: // STATE 315
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 182: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		((P4 *)_this)->m = trpt->bup.ovals[2];
	/* 1 */	((P4 *)_this)->j = trpt->bup.ovals[1];
	/* 0 */	((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 183: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 184: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 185: // STATE 327
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 186: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		((P4 *)_this)->m = trpt->bup.ovals[2];
	/* 1 */	((P4 *)_this)->j = trpt->bup.ovals[1];
	/* 0 */	((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 187: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 188: // STATE 335
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 189: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		((P4 *)_this)->m = trpt->bup.ovals[2];
	/* 1 */	((P4 *)_this)->j = trpt->bup.ovals[1];
	/* 0 */	((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 190: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 191: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 192: // STATE 345
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 193: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		((P4 *)_this)->m = trpt->bup.ovals[2];
	/* 1 */	((P4 *)_this)->j = trpt->bup.ovals[1];
	/* 0 */	((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 194: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 195: // STATE 358
		;
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[1];
		now.refusal[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 196: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[3];
		((P4 *)_this)->m = trpt->bup.ovals[2];
	/* 1 */	((P4 *)_this)->j = trpt->bup.ovals[1];
	/* 0 */	((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 197: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[2];
		((P4 *)_this)->m = trpt->bup.ovals[1];
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 198: // STATE 375
		;
		((P4 *)_this)->j = trpt->bup.ovals[1];
		((P4 *)_this)->m = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 199: // STATE 380
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC Item */

	case 200: // STATE 2
		;
		now.taken[ Index(((P3 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 201: // STATE 3
		;
		now.up[ Index(((P3 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 202: // STATE 12
		goto R999;
;
		;
		;
		
	case 204: // STATE 5
		goto R999;
;
		
	case 205: // STATE 9
		goto R999;

	case 206: // STATE 7
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 208: // STATE 16
		;
		now.down[ Index(((P3 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 209: // STATE 25
		goto R999;
;
		;
		;
		
	case 211: // STATE 18
		goto R999;
;
		
	case 212: // STATE 22
		goto R999;

	case 213: // STATE 20
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 215: // STATE 40
		;
		now.taken[ Index(((P3 *)_this)->m, 1) ] = trpt->bup.ovals[1];
		now.down[ Index(((P3 *)_this)->m, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 217: // STATE 40
		;
		now.taken[ Index(((P3 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 218: // STATE 40
		;
		now.taken[ Index(((P3 *)_this)->m, 1) ] = trpt->bup.ovals[1];
		now.faults = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 219: // STATE 40
		;
		now.taken[ Index(((P3 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 221: // STATE 43
		;
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 223: // STATE 46
		;
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 224: // STATE 51
		;
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 225: // STATE 55
		;
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 227: // STATE 58
		;
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 228: // STATE 63
		;
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 230: // STATE 66
		;
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 231: // STATE 71
		;
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 232: // STATE 73
		;
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 234: // STATE 76
		;
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 236: // STATE 84
		;
		((P3 *)_this)->i = trpt->bup.oval;
		;
		goto R999;

	case 237: // STATE 86
		;
		((P3 *)_this)->i = trpt->bup.oval;
		;
		goto R999;

	case 238: // STATE 98
		;
		((P3 *)_this)->i = trpt->bup.ovals[5];
		now.busy[ Index(((P3 *)_this)->m, 1) ] = trpt->bup.ovals[4];
		now.phase[ Index(((P3 *)_this)->i, 2) ] = trpt->bup.ovals[3];
		now.via[ Index(((P3 *)_this)->i, 2) ] = trpt->bup.ovals[2];
		now.of_master[ Index(((P3 *)_this)->i, 2) ] = trpt->bup.ovals[1];
		now.of_jid[ Index(((P3 *)_this)->i, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;
;
		
	case 239: // STATE 180
		goto R999;
;
		;
		;
		;
		
	case 242: // STATE 102
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 245: // STATE 109
		;
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 246: // STATE 110
		goto R999;

	case 247: // STATE 112
		;
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 248: // STATE 117
		;
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 249: // STATE 121
		;
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 250: // STATE 122
		goto R999;

	case 251: // STATE 124
		;
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 252: // STATE 129
		;
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 253: // STATE 130
		goto R999;

	case 254: // STATE 132
		;
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 255: // STATE 137
		;
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 256: // STATE 139
		;
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 257: // STATE 140
		goto R999;

	case 258: // STATE 142
		;
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 259: // STATE 160
		goto R999;

	case 260: // STATE 152
		;
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.ovals[1];
		now.refusal[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		
	case 261: // STATE 153
		goto R999;

	case 262: // STATE 155
		;
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 264: // STATE 163
		;
		((P3 *)_this)->i = trpt->bup.oval;
		;
		goto R999;

	case 265: // STATE 165
		;
		((P3 *)_this)->i = trpt->bup.oval;
		;
		goto R999;

	case 266: // STATE 177
		;
		((P3 *)_this)->i = trpt->bup.ovals[5];
		now.busy[ Index(((P3 *)_this)->m, 1) ] = trpt->bup.ovals[4];
		now.phase[ Index(((P3 *)_this)->i, 2) ] = trpt->bup.ovals[3];
		now.via[ Index(((P3 *)_this)->i, 2) ] = trpt->bup.ovals[2];
		now.of_master[ Index(((P3 *)_this)->i, 2) ] = trpt->bup.ovals[1];
		now.of_jid[ Index(((P3 *)_this)->i, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;
;
		;
		
	case 268: // STATE 183
		;
		now.down[ Index(((P3 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 271: // STATE 187
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;

	case 272: // STATE 195
		;
		now.taken[ Index(((P3 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 273: // STATE 199
		goto R999;
;
		
	case 274: // STATE 205
		goto R999;

	case 275: // STATE 203
		;
		now.refusal[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.ovals[2];
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.ovals[1];
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 276: // STATE 208
		;
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 277: // STATE 209
		;
		now.up[ Index(((P3 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 278: // STATE 218
		goto R999;
;
		;
		;
		
	case 280: // STATE 211
		goto R999;
;
		
	case 281: // STATE 215
		goto R999;

	case 282: // STATE 213
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 284: // STATE 222
		;
		now.down[ Index(((P3 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 287: // STATE 226
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 289: // STATE 236
		;
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 290: // STATE 239
		goto R999;
;
		;
		
	case 292: // STATE 243
		;
		now.down[ Index(((P3 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 295: // STATE 247
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 297: // STATE 257
		;
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 298: // STATE 260
		goto R999;
;
		;
		
	case 300: // STATE 264
		;
		now.down[ Index(((P3 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 303: // STATE 268
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 305: // STATE 278
		;
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 306: // STATE 281
		goto R999;
;
		;
		;
		;
		
	case 309: // STATE 287
		;
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 310: // STATE 288
		goto R999;

	case 311: // STATE 290
		;
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 312: // STATE 297
		goto R999;

	case 313: // STATE 295
		;
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 314: // STATE 325
		goto R999;

	case 315: // STATE 299
		;
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 316: // STATE 300
		goto R999;
;
		
	case 317: // STATE 304
		goto R999;

	case 318: // STATE 302
		;
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 319: // STATE 307
		;
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 320: // STATE 308
		goto R999;
;
		
	case 321: // STATE 312
		goto R999;

	case 322: // STATE 310
		;
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 323: // STATE 315
		;
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 324: // STATE 317
		;
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 325: // STATE 318
		goto R999;
;
		
	case 326: // STATE 322
		goto R999;

	case 327: // STATE 320
		;
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 328: // STATE 329
		;
		now.link[ Index(((P3 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 330: // STATE 333
		;
		((P3 *)_this)->i = trpt->bup.ovals[1];
		now.taken[ Index(((P3 *)_this)->m, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 332: // STATE 340
		;
		((P3 *)_this)->i = trpt->bup.ovals[1];
		now.tell[ Index(((P3 *)_this)->i, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 333: // STATE 340
		;
		((P3 *)_this)->i = trpt->bup.oval;
		;
		goto R999;

	case 334: // STATE 348
		;
		now.link[ Index(((P3 *)_this)->m, 1) ] = trpt->bup.ovals[1];
		((P3 *)_this)->i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 335: // STATE 353
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC Drain */

	case 336: // STATE 3
		;
		now.link[ Index(((P2 *)_this)->m, 1) ] = trpt->bup.ovals[1];
		now.session[ Index(((P2 *)_this)->m, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 337: // STATE 6
		;
		now.link[ Index(((P2 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 338: // STATE 7
		;
		now.up[ Index(((P2 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 339: // STATE 16
		goto R999;
;
		;
		;
		
	case 341: // STATE 9
		goto R999;
;
		
	case 342: // STATE 13
		goto R999;

	case 343: // STATE 11
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 345: // STATE 21
		;
		((P2 *)_this)->i = trpt->bup.oval;
		;
		goto R999;

	case 346: // STATE 23
		;
		((P2 *)_this)->i = trpt->bup.oval;
		;
		goto R999;

	case 347: // STATE 25
		;
		((P2 *)_this)->i = trpt->bup.oval;
		;
		goto R999;

	case 348: // STATE 27
		;
		((P2 *)_this)->i = trpt->bup.oval;
		;
		goto R999;

	case 349: // STATE 30
		;
		now.down[ Index(((P2 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 352: // STATE 34
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;

	case 353: // STATE 43
		;
		((P2 *)_this)->j = trpt->bup.ovals[1];
		now.link[ Index(((P2 *)_this)->m, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		;
		;
		
	case 356: // STATE 47
		;
		now.tell[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 357: // STATE 107
		;
		((P2 *)_this)->j = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 359: // STATE 55
		;
		now.item[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 360: // STATE 107
		;
		((P2 *)_this)->j = trpt->bup.oval;
		;
		goto R999;

	case 361: // STATE 107
		;
		((P2 *)_this)->j = trpt->bup.ovals[1];
		now.tell[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 362: // STATE 107
		;
		((P2 *)_this)->j = trpt->bup.ovals[1];
		now.item[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 363: // STATE 67
		;
		now.item[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 364: // STATE 107
		;
		((P2 *)_this)->j = trpt->bup.oval;
		;
		goto R999;

	case 365: // STATE 107
		;
		((P2 *)_this)->j = trpt->bup.ovals[1];
		now.tell[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 366: // STATE 75
		;
		now.item[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 367: // STATE 107
		;
		((P2 *)_this)->j = trpt->bup.oval;
		;
		goto R999;

	case 368: // STATE 107
		;
		((P2 *)_this)->j = trpt->bup.ovals[1];
		now.tell[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 369: // STATE 107
		;
		((P2 *)_this)->j = trpt->bup.ovals[1];
		now.item[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 370: // STATE 85
		;
		now.item[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 371: // STATE 107
		;
		((P2 *)_this)->j = trpt->bup.oval;
		;
		goto R999;

	case 372: // STATE 107
		;
		((P2 *)_this)->j = trpt->bup.ovals[1];
		now.tell[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 373: // STATE 107
		;
		((P2 *)_this)->j = trpt->bup.oval;
		;
		goto R999;

	case 374: // STATE 107
		;
		((P2 *)_this)->j = trpt->bup.ovals[3];
		now.refusal[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = trpt->bup.ovals[2];
		now.tell[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = trpt->bup.ovals[1];
		now.item[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 375: // STATE 107
		;
		((P2 *)_this)->j = trpt->bup.oval;
		;
		goto R999;

	case 376: // STATE 117
		;
		((P2 *)_this)->j = trpt->bup.ovals[1];
		((P2 *)_this)->i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 378: // STATE 120
		;
		now.down[ Index(((P2 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 381: // STATE 124
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;

	case 382: // STATE 132
		;
		((P2 *)_this)->i = trpt->bup.ovals[1];
		now.taken[ Index(((P2 *)_this)->m, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 384: // STATE 139
		;
		((P2 *)_this)->i = trpt->bup.ovals[1];
		now.tell[ Index(((P2 *)_this)->i, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 385: // STATE 139
		;
		((P2 *)_this)->i = trpt->bup.oval;
		;
		goto R999;

	case 386: // STATE 147
		;
		now.link[ Index(((P2 *)_this)->m, 1) ] = trpt->bup.ovals[1];
		((P2 *)_this)->i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		;
		;
		
	case 389: // STATE 152
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;

	case 390: // STATE 157
		;
		((P2 *)_this)->i = trpt->bup.ovals[1];
		now.taken[ Index(((P2 *)_this)->m, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 392: // STATE 164
		;
		((P2 *)_this)->i = trpt->bup.ovals[1];
		now.tell[ Index(((P2 *)_this)->i, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 393: // STATE 164
		;
		((P2 *)_this)->i = trpt->bup.oval;
		;
		goto R999;

	case 394: // STATE 172
		;
		now.link[ Index(((P2 *)_this)->m, 1) ] = trpt->bup.ovals[1];
		((P2 *)_this)->i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 396: // STATE 176
		;
		((P2 *)_this)->i = trpt->bup.ovals[1];
		now.taken[ Index(((P2 *)_this)->m, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 398: // STATE 183
		;
		((P2 *)_this)->i = trpt->bup.ovals[1];
		now.tell[ Index(((P2 *)_this)->i, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 399: // STATE 183
		;
		((P2 *)_this)->i = trpt->bup.oval;
		;
		goto R999;

	case 400: // STATE 191
		;
		now.link[ Index(((P2 *)_this)->m, 1) ] = trpt->bup.ovals[1];
		((P2 *)_this)->i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 401: // STATE 196
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC Delivery */
;
		;
		;
		;
		
	case 404: // STATE 4
		;
		now.owed[ Index(((((P1 *)_this)->m*1)+((P1 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 405: // STATE 9
		goto R999;

	case 406: // STATE 7
		;
		now.owed[ Index(((((P1 *)_this)->m*1)+((P1 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 408: // STATE 12
		;
		now.up[ Index(((P1 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 411: // STATE 16
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 413: // STATE 24
		;
		now.down[ Index(((P1 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 414: // STATE 33
		goto R999;
;
		;
		;
		
	case 416: // STATE 26
		goto R999;

	case 417: // STATE 28
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;
;
		
	case 418: // STATE 60
		goto R999;
;
		;
		
	case 420: // STATE 36
		;
		now.down[ Index(((P1 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 421: // STATE 45
		goto R999;
;
		;
		;
		
	case 423: // STATE 38
		goto R999;

	case 424: // STATE 40
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;

	case 425: // STATE 48
		;
		now.down[ Index(((P1 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 426: // STATE 57
		goto R999;
;
		;
		;
		
	case 428: // STATE 50
		goto R999;

	case 429: // STATE 52
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 431: // STATE 63
		;
		now.up[ Index(((P1 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 434: // STATE 67
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;

	case 435: // STATE 75
		;
		now.work[ Index(((P1 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 436: // STATE 89
		goto R999;

	case 437: // STATE 77
		;
		now.down[ Index(((P1 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 438: // STATE 86
		goto R999;
;
		;
		;
		
	case 440: // STATE 79
		goto R999;

	case 441: // STATE 81
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 443: // STATE 93
		;
		now.up[ Index(((P1 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 446: // STATE 97
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;

	case 447: // STATE 105
		;
		now.work[ Index(((P1 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 448: // STATE 119
		goto R999;

	case 449: // STATE 107
		;
		now.down[ Index(((P1 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 450: // STATE 116
		goto R999;
;
		;
		;
		
	case 452: // STATE 109
		goto R999;

	case 453: // STATE 111
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 455: // STATE 123
		;
		now.up[ Index(((P1 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 458: // STATE 127
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;

	case 459: // STATE 135
		;
		now.work[ Index(((P1 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 460: // STATE 149
		goto R999;

	case 461: // STATE 137
		;
		now.down[ Index(((P1 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 462: // STATE 146
		goto R999;
;
		;
		;
		
	case 464: // STATE 139
		goto R999;

	case 465: // STATE 141
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 467: // STATE 155
		;
		now.owed[ Index(((((P1 *)_this)->m*1)+((P1 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 468: // STATE 160
		;
		now.work[ Index(((P1 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 470: // STATE 163
		;
		now.down[ Index(((P1 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 471: // STATE 172
		goto R999;
;
		;
		;
		
	case 473: // STATE 165
		goto R999;
;
		
	case 474: // STATE 169
		goto R999;

	case 475: // STATE 167
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;
;
		
	case 476: // STATE 176
		goto R999;

	case 477: // STATE 180
		;
		now.owed[ Index(((((P1 *)_this)->m*1)+((P1 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 478: // STATE 185
		;
		now.work[ Index(((P1 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 480: // STATE 188
		;
		now.down[ Index(((P1 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 481: // STATE 197
		goto R999;
;
		;
		;
		
	case 483: // STATE 190
		goto R999;
;
		
	case 484: // STATE 194
		goto R999;

	case 485: // STATE 192
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 487: // STATE 204
		;
		now.owed[ Index(((((P1 *)_this)->m*1)+((P1 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 488: // STATE 209
		;
		now.work[ Index(((P1 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 490: // STATE 212
		;
		now.down[ Index(((P1 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 491: // STATE 221
		goto R999;
;
		;
		;
		
	case 493: // STATE 214
		goto R999;
;
		
	case 494: // STATE 218
		goto R999;

	case 495: // STATE 216
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 497: // STATE 227
		;
		now.owed[ Index(((((P1 *)_this)->m*1)+((P1 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 499: // STATE 237
		;
		now.owed[ Index(((((P1 *)_this)->m*1)+((P1 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 500: // STATE 237
		;
		now.owed[ Index(((((P1 *)_this)->m*1)+((P1 *)_this)->j), 1) ] = trpt->bup.oval;
		;
		goto R999;

	case 501: // STATE 237
		;
		now.owed[ Index(((((P1 *)_this)->m*1)+((P1 *)_this)->j), 1) ] = trpt->bup.ovals[1];
		now.faults = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 502: // STATE 242
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC Shim */
;
		;
		
	case 504: // STATE 2
		;
		now.up[ Index(((P0 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 507: // STATE 6
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 509: // STATE 14
		;
		now.down[ Index(((P0 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 510: // STATE 23
		goto R999;
;
		;
		;
		
	case 512: // STATE 16
		goto R999;

	case 513: // STATE 18
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;
;
		
	case 514: // STATE 38
		goto R999;

	case 515: // STATE 26
		;
		now.down[ Index(((P0 *)_this)->m, 1) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 516: // STATE 35
		goto R999;
;
		;
		;
		
	case 518: // STATE 28
		goto R999;

	case 519: // STATE 30
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 521: // STATE 48
		;
		now.work[ Index(((P0 *)_this)->m, 1) ] = trpt->bup.ovals[1];
		now.session[ Index(((P0 *)_this)->m, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 522: // STATE 48
		;
		now.work[ Index(((P0 *)_this)->m, 1) ] = trpt->bup.ovals[2];
		now.session[ Index(((P0 *)_this)->m, 1) ] = trpt->bup.ovals[1];
		now.faults = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 523: // STATE 48
		;
		now.work[ Index(((P0 *)_this)->m, 1) ] = trpt->bup.ovals[1];
		now.session[ Index(((P0 *)_this)->m, 1) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 524: // STATE 53
		;
		p_restor(II);
		;
		;
		goto R999;
	}

