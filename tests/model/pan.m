#define rand	pan_rand
#define pthread_equal(a,b)	((a)==(b))
#if defined(HAS_CODE) && defined(VERBOSE)
	#ifdef BFS_PAR
		bfs_printf("Pr: %d Tr: %d\n", II, t->forw);
	#else
		cpu_printf("Pr: %d Tr: %d\n", II, t->forw);
	#endif
#endif
	switch (t->forw) {
	default: Uerror("bad forward move");
	case 0:	/* if without executable clauses */
		continue;
	case 1: /* generic 'goto' or 'skip' */
		IfNotBlocked
		_m = 3; goto P999;
	case 2: /* generic 'else' */
		IfNotBlocked
		if (trpt->o_pm&1) continue;
		_m = 3; goto P999;

		 /* PROC :init: */
	case 3: // STATE 1 - protocol.pml:823 - [j = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[9][1] = 1;
		(trpt+1)->bup.oval = ((int)((P9 *)_this)->j);
		((P9 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval(":init::j", ((int)((P9 *)_this)->j));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 4: // STATE 2 - protocol.pml:823 - [((j<=(1-1)))] (7:0:2 - 1)
		IfNotBlocked
		reached[9][2] = 1;
		if (!((((int)((P9 *)_this)->j)<=(1-1))))
			continue;
		/* merge: owner[j] = 2(7, 3, 7) */
		reached[9][3] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.owner[ Index(((int)((P9 *)_this)->j), 1) ]);
		now.owner[ Index(((P9 *)_this)->j, 1) ] = 2;
#ifdef VAR_RANGES
		logval("owner[:init::j]", ((int)now.owner[ Index(((int)((P9 *)_this)->j), 1) ]));
#endif
		;
		/* merge: j = (j+1)(7, 4, 7) */
		reached[9][4] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P9 *)_this)->j);
		((P9 *)_this)->j = (((int)((P9 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval(":init::j", ((int)((P9 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 8, 7) */
		reached[9][8] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 5: // STATE 10 - protocol.pml:824 - [j = 0] (0:29:2 - 3)
		IfNotBlocked
		reached[9][10] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P9 *)_this)->j);
		((P9 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval(":init::j", ((int)((P9 *)_this)->j));
#endif
		;
		/* merge: m = 0(29, 11, 29) */
		reached[9][11] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P9 *)_this)->m);
		((P9 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval(":init::m", ((int)((P9 *)_this)->m));
#endif
		;
		/* merge: .(goto)(0, 30, 29) */
		reached[9][30] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 6: // STATE 12 - protocol.pml:825 - [((m<=(1-1)))] (0:0:0 - 1)
		IfNotBlocked
		reached[9][12] = 1;
		if (!((((int)((P9 *)_this)->m)<=(1-1))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 7: // STATE 13 - protocol.pml:826 - [(run Shim(m))] (0:0:0 - 1)
		IfNotBlocked
		reached[9][13] = 1;
		if (!(addproc(II, 1, 0, ((int)((P9 *)_this)->m), 0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 8: // STATE 14 - protocol.pml:827 - [(run Drain(m))] (0:0:0 - 1)
		IfNotBlocked
		reached[9][14] = 1;
		if (!(addproc(II, 1, 2, ((int)((P9 *)_this)->m), 0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 9: // STATE 15 - protocol.pml:828 - [j = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[9][15] = 1;
		(trpt+1)->bup.oval = ((int)((P9 *)_this)->j);
		((P9 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval(":init::j", ((int)((P9 *)_this)->j));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 10: // STATE 16 - protocol.pml:828 - [((j<=(1-1)))] (0:0:0 - 1)
		IfNotBlocked
		reached[9][16] = 1;
		if (!((((int)((P9 *)_this)->j)<=(1-1))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 11: // STATE 17 - protocol.pml:828 - [(run Delivery(m,j))] (0:0:0 - 1)
		IfNotBlocked
		reached[9][17] = 1;
		if (!(addproc(II, 1, 1, ((int)((P9 *)_this)->m), ((int)((P9 *)_this)->j))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 12: // STATE 18 - protocol.pml:828 - [(run Item(m,j))] (0:0:0 - 1)
		IfNotBlocked
		reached[9][18] = 1;
		if (!(addproc(II, 1, 3, ((int)((P9 *)_this)->m), ((int)((P9 *)_this)->j))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 13: // STATE 19 - protocol.pml:828 - [(run Salt(m,j))] (0:0:0 - 1)
		IfNotBlocked
		reached[9][19] = 1;
		if (!(addproc(II, 1, 7, ((int)((P9 *)_this)->m), ((int)((P9 *)_this)->j))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 14: // STATE 20 - protocol.pml:828 - [j = (j+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[9][20] = 1;
		(trpt+1)->bup.oval = ((int)((P9 *)_this)->j);
		((P9 *)_this)->j = (((int)((P9 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval(":init::j", ((int)((P9 *)_this)->j));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 15: // STATE 26 - protocol.pml:825 - [m = (m+1)] (0:29:1 - 3)
		IfNotBlocked
		reached[9][26] = 1;
		(trpt+1)->bup.oval = ((int)((P9 *)_this)->m);
		((P9 *)_this)->m = (((int)((P9 *)_this)->m)+1);
#ifdef VAR_RANGES
		logval(":init::m", ((int)((P9 *)_this)->m));
#endif
		;
		/* merge: .(goto)(0, 30, 29) */
		reached[9][30] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 16: // STATE 32 - protocol.pml:830 - [m = 0] (0:39:1 - 3)
		IfNotBlocked
		reached[9][32] = 1;
		(trpt+1)->bup.oval = ((int)((P9 *)_this)->m);
		((P9 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval(":init::m", ((int)((P9 *)_this)->m));
#endif
		;
		/* merge: .(goto)(0, 40, 39) */
		reached[9][40] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 17: // STATE 33 - protocol.pml:830 - [((m<=(2-1)))] (0:0:0 - 1)
		IfNotBlocked
		reached[9][33] = 1;
		if (!((((int)((P9 *)_this)->m)<=(2-1))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 18: // STATE 34 - protocol.pml:830 - [(run Job(m))] (0:0:0 - 1)
		IfNotBlocked
		reached[9][34] = 1;
		if (!(addproc(II, 1, 4, ((int)((P9 *)_this)->m), 0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 19: // STATE 35 - protocol.pml:830 - [(run Gate(m))] (0:0:0 - 1)
		IfNotBlocked
		reached[9][35] = 1;
		if (!(addproc(II, 1, 5, ((int)((P9 *)_this)->m), 0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 20: // STATE 36 - protocol.pml:830 - [m = (m+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[9][36] = 1;
		(trpt+1)->bup.oval = ((int)((P9 *)_this)->m);
		((P9 *)_this)->m = (((int)((P9 *)_this)->m)+1);
#ifdef VAR_RANGES
		logval(":init::m", ((int)((P9 *)_this)->m));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 21: // STATE 42 - protocol.pml:831 - [(run Commit())] (0:0:0 - 3)
		IfNotBlocked
		reached[9][42] = 1;
		if (!(addproc(II, 1, 6, 0, 0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 22: // STATE 43 - protocol.pml:832 - [(run Calm())] (0:0:0 - 1)
		IfNotBlocked
		reached[9][43] = 1;
		if (!(addproc(II, 1, 8, 0, 0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 23: // STATE 44 - protocol.pml:833 - [m = 0] (0:47:2 - 1)
		IfNotBlocked
		reached[9][44] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P9 *)_this)->m);
		((P9 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval(":init::m", ((int)((P9 *)_this)->m));
#endif
		;
		/* merge: j = 0(47, 45, 47) */
		reached[9][45] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P9 *)_this)->j);
		((P9 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval(":init::j", ((int)((P9 *)_this)->j));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 24: // STATE 47 - protocol.pml:835 - [-end-] (0:0:0 - 1)
		IfNotBlocked
		reached[9][47] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC Calm */
	case 25: // STATE 1 - protocol.pml:803 - [((faults>0))] (6:0:1 - 1)
		IfNotBlocked
		reached[8][1] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		/* merge: faults = 0(0, 2, 6) */
		reached[8][2] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = 0;
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: .(goto)(0, 7, 6) */
		reached[8][7] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 26: // STATE 4 - protocol.pml:804 - [((faults==0))] (0:0:0 - 1)
		IfNotBlocked
		reached[8][4] = 1;
		if (!((((int)now.faults)==0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 27: // STATE 9 - protocol.pml:806 - [(timeout)] (0:0:0 - 3)
		IfNotBlocked
		reached[8][9] = 1;
		if (!(((trpt->tau)&1)))
			continue;
		_m = 1; goto P999; /* 0 */
	case 28: // STATE 10 - protocol.pml:808 - [i = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[8][10] = 1;
		(trpt+1)->bup.oval = ((int)((P8 *)_this)->i);
		((P8 *)_this)->i = 0;
#ifdef VAR_RANGES
		logval("Calm:i", ((int)((P8 *)_this)->i));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 29: // STATE 11 - protocol.pml:808 - [((i<=((1*1)-1)))] (19:0:1 - 1)
		IfNotBlocked
		reached[8][11] = 1;
		if (!((((int)((P8 *)_this)->i)<=((1*1)-1))))
			continue;
		/* merge: assert(((owed[i]!=0)&&!(((owed[i]==1)||(owed[i]==2)))))(19, 12, 19) */
		reached[8][12] = 1;
		spin_assert(((((int)now.owed[ Index(((int)((P8 *)_this)->i), 1) ])!=0)&& !(((((int)now.owed[ Index(((int)((P8 *)_this)->i), 1) ])==1)||(((int)now.owed[ Index(((int)((P8 *)_this)->i), 1) ])==2)))), "((owed[i]!=0)&& !(((owed[i]==1)||(owed[i]==2))))", II, tt, t);
		/* merge: assert((!(held[i])||(owed[i]==3)))(19, 13, 19) */
		reached[8][13] = 1;
		spin_assert(( !(((int)now.held[ Index(((int)((P8 *)_this)->i), 1) ]))||(((int)now.owed[ Index(((int)((P8 *)_this)->i), 1) ])==3)), "( !(held[i])||(owed[i]==3))", II, tt, t);
		/* merge: assert(((((ledger[(i%1)]!=2)||(owed[i]==3))||(owed[i]==6))||(owed[i]==5)))(19, 14, 19) */
		reached[8][14] = 1;
		spin_assert(((((((int)now.ledger[ Index((((int)((P8 *)_this)->i)%1), 1) ])!=2)||(((int)now.owed[ Index(((int)((P8 *)_this)->i), 1) ])==3))||(((int)now.owed[ Index(((int)((P8 *)_this)->i), 1) ])==6))||(((int)now.owed[ Index(((int)((P8 *)_this)->i), 1) ])==5)), "((((ledger[(i%1)]!=2)||(owed[i]==3))||(owed[i]==6))||(owed[i]==5))", II, tt, t);
		/* merge: assert((((owed[i]!=4)||(ledger[(i%1)]==3))||((ledger[(i%1)]==1)&&(owner[(i%1)]==2))))(19, 15, 19) */
		reached[8][15] = 1;
		spin_assert((((((int)now.owed[ Index(((int)((P8 *)_this)->i), 1) ])!=4)||(((int)now.ledger[ Index((((int)((P8 *)_this)->i)%1), 1) ])==3))||((((int)now.ledger[ Index((((int)((P8 *)_this)->i)%1), 1) ])==1)&&(((int)now.owner[ Index((((int)((P8 *)_this)->i)%1), 1) ])==2))), "(((owed[i]!=4)||(ledger[(i%1)]==3))||((ledger[(i%1)]==1)&&(owner[(i%1)]==2)))", II, tt, t);
		/* merge: i = (i+1)(19, 16, 19) */
		reached[8][16] = 1;
		(trpt+1)->bup.oval = ((int)((P8 *)_this)->i);
		((P8 *)_this)->i = (((int)((P8 *)_this)->i)+1);
#ifdef VAR_RANGES
		logval("Calm:i", ((int)((P8 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 20, 19) */
		reached[8][20] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 30: // STATE 23 - protocol.pml:817 - [-end-] (0:0:0 - 1)
		IfNotBlocked
		reached[8][23] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC Salt */
	case 31: // STATE 1 - protocol.pml:787 - [(((faults>0)&&((phase[0]==0)||(phase[1]==0))))] (0:0:0 - 1)
		IfNotBlocked
		reached[7][1] = 1;
		if (!(((((int)now.faults)>0)&&((((int)now.phase[0])==0)||(((int)now.phase[1])==0)))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 32: // STATE 2 - protocol.pml:50 - [((faults==255))] (0:0:0 - 1)
		IfNotBlocked
		reached[7][2] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 33: // STATE 4 - protocol.pml:50 - [faults = (faults-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[7][4] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 34: // STATE 8 - protocol.pml:467 - [i = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[7][8] = 1;
		(trpt+1)->bup.oval = ((int)((P7 *)_this)->i);
		((P7 *)_this)->i = 0;
#ifdef VAR_RANGES
		logval("Salt:i", ((int)((P7 *)_this)->i));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 35: // STATE 9 - protocol.pml:469 - [((phase[i]!=0))] (13:0:1 - 1)
		IfNotBlocked
		reached[7][9] = 1;
		if (!((((int)now.phase[ Index(((int)((P7 *)_this)->i), 2) ])!=0)))
			continue;
		/* merge: i = (i+1)(0, 10, 13) */
		reached[7][10] = 1;
		(trpt+1)->bup.oval = ((int)((P7 *)_this)->i);
		((P7 *)_this)->i = (((int)((P7 *)_this)->i)+1);
#ifdef VAR_RANGES
		logval("Salt:i", ((int)((P7 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 14, 13) */
		reached[7][14] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 36: // STATE 16 - protocol.pml:472 - [of_jid[i] = j] (0:42:5 - 3)
		IfNotBlocked
		reached[7][16] = 1;
		(trpt+1)->bup.ovals = grab_ints(5);
		(trpt+1)->bup.ovals[0] = ((int)now.of_jid[ Index(((int)((P7 *)_this)->i), 2) ]);
		now.of_jid[ Index(((P7 *)_this)->i, 2) ] = ((int)((P7 *)_this)->j);
#ifdef VAR_RANGES
		logval("of_jid[Salt:i]", ((int)now.of_jid[ Index(((int)((P7 *)_this)->i), 2) ]));
#endif
		;
		/* merge: of_master[i] = m(42, 17, 42) */
		reached[7][17] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.of_master[ Index(((int)((P7 *)_this)->i), 2) ]);
		now.of_master[ Index(((P7 *)_this)->i, 2) ] = ((int)((P7 *)_this)->m);
#ifdef VAR_RANGES
		logval("of_master[Salt:i]", ((int)now.of_master[ Index(((int)((P7 *)_this)->i), 2) ]));
#endif
		;
		/* merge: via[i] = 0(42, 18, 42) */
		reached[7][18] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.via[ Index(((int)((P7 *)_this)->i), 2) ]);
		now.via[ Index(((P7 *)_this)->i, 2) ] = 0;
#ifdef VAR_RANGES
		logval("via[Salt:i]", ((int)now.via[ Index(((int)((P7 *)_this)->i), 2) ]));
#endif
		;
		/* merge: phase[i] = 1(42, 19, 42) */
		reached[7][19] = 1;
		(trpt+1)->bup.ovals[3] = ((int)now.phase[ Index(((int)((P7 *)_this)->i), 2) ]);
		now.phase[ Index(((P7 *)_this)->i, 2) ] = 1;
#ifdef VAR_RANGES
		logval("phase[Salt:i]", ((int)now.phase[ Index(((int)((P7 *)_this)->i), 2) ]));
#endif
		;
		/* merge: i = 0(42, 21, 42) */
		reached[7][21] = 1;
		(trpt+1)->bup.ovals[4] = ((int)((P7 *)_this)->i);
		((P7 *)_this)->i = 0;
#ifdef VAR_RANGES
		logval("Salt:i", ((int)((P7 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 43, 42) */
		reached[7][43] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 37: // STATE 23 - protocol.pml:791 - [((sent[((m*1)+j)]&1))] (26:0:1 - 1)
		IfNotBlocked
		reached[7][23] = 1;
		if (!((((int)now.sent[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ])&1)))
			continue;
		/* merge: sent[((m*1)+j)] = (sent[((m*1)+j)]&~(1))(0, 24, 26) */
		reached[7][24] = 1;
		(trpt+1)->bup.oval = ((int)now.sent[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ]);
		now.sent[ Index(((((P7 *)_this)->m*1)+((P7 *)_this)->j), 1) ] = (((int)now.sent[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ])& ~(1));
#ifdef VAR_RANGES
		logval("sent[((Salt:m*1)+Salt:j)]", ((int)now.sent[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 38: // STATE 25 - protocol.pml:779 - [held[((m*1)+j)] = ( (held[((m*1)+j)]) -> (held[((m*1)+j)]) : (1) )] (0:0:1 - 1)
		IfNotBlocked
		reached[7][25] = 1;
		(trpt+1)->bup.oval = ((int)now.held[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ]);
		now.held[ Index(((((P7 *)_this)->m*1)+((P7 *)_this)->j), 1) ] = ( (((int)now.held[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ])) ? (((int)now.held[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ])) : (1) );
#ifdef VAR_RANGES
		logval("held[((Salt:m*1)+Salt:j)]", ((int)now.held[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 39: // STATE 28 - protocol.pml:792 - [((sent[((m*1)+j)]&2))] (31:0:1 - 1)
		IfNotBlocked
		reached[7][28] = 1;
		if (!((((int)now.sent[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ])&2)))
			continue;
		/* merge: sent[((m*1)+j)] = (sent[((m*1)+j)]&~(2))(0, 29, 31) */
		reached[7][29] = 1;
		(trpt+1)->bup.oval = ((int)now.sent[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ]);
		now.sent[ Index(((((P7 *)_this)->m*1)+((P7 *)_this)->j), 1) ] = (((int)now.sent[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ])& ~(2));
#ifdef VAR_RANGES
		logval("sent[((Salt:m*1)+Salt:j)]", ((int)now.sent[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 40: // STATE 30 - protocol.pml:779 - [held[((m*1)+j)] = ( (held[((m*1)+j)]) -> (held[((m*1)+j)]) : (2) )] (0:0:1 - 1)
		IfNotBlocked
		reached[7][30] = 1;
		(trpt+1)->bup.oval = ((int)now.held[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ]);
		now.held[ Index(((((P7 *)_this)->m*1)+((P7 *)_this)->j), 1) ] = ( (((int)now.held[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ])) ? (((int)now.held[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ])) : (2) );
#ifdef VAR_RANGES
		logval("held[((Salt:m*1)+Salt:j)]", ((int)now.held[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 41: // STATE 33 - protocol.pml:793 - [(((faults>0)&&sent[((m*1)+j)]))] (0:0:0 - 1)
		IfNotBlocked
		reached[7][33] = 1;
		if (!(((((int)now.faults)>0)&&((int)now.sent[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ]))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 42: // STATE 34 - protocol.pml:50 - [((faults==255))] (42:0:1 - 1)
		IfNotBlocked
		reached[7][34] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		/* merge: .(goto)(42, 38, 42) */
		reached[7][38] = 1;
		;
		/* merge: sent[((m*1)+j)] = 0(42, 40, 42) */
		reached[7][40] = 1;
		(trpt+1)->bup.oval = ((int)now.sent[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ]);
		now.sent[ Index(((((P7 *)_this)->m*1)+((P7 *)_this)->j), 1) ] = 0;
#ifdef VAR_RANGES
		logval("sent[((Salt:m*1)+Salt:j)]", ((int)now.sent[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 43, 42) */
		reached[7][43] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 43: // STATE 38 - protocol.pml:50 - [.(goto)] (0:42:1 - 2)
		IfNotBlocked
		reached[7][38] = 1;
		;
		/* merge: sent[((m*1)+j)] = 0(42, 40, 42) */
		reached[7][40] = 1;
		(trpt+1)->bup.oval = ((int)now.sent[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ]);
		now.sent[ Index(((((P7 *)_this)->m*1)+((P7 *)_this)->j), 1) ] = 0;
#ifdef VAR_RANGES
		logval("sent[((Salt:m*1)+Salt:j)]", ((int)now.sent[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 43, 42) */
		reached[7][43] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 44: // STATE 36 - protocol.pml:50 - [faults = (faults-1)] (0:42:2 - 1)
		IfNotBlocked
		reached[7][36] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: .(goto)(42, 38, 42) */
		reached[7][38] = 1;
		;
		/* merge: sent[((m*1)+j)] = 0(42, 40, 42) */
		reached[7][40] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.sent[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ]);
		now.sent[ Index(((((P7 *)_this)->m*1)+((P7 *)_this)->j), 1) ] = 0;
#ifdef VAR_RANGES
		logval("sent[((Salt:m*1)+Salt:j)]", ((int)now.sent[ Index(((((int)((P7 *)_this)->m)*1)+((int)((P7 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 43, 42) */
		reached[7][43] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 45: // STATE 45 - protocol.pml:795 - [-end-] (0:0:0 - 1)
		IfNotBlocked
		reached[7][45] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC Commit */
	case 46: // STATE 1 - protocol.pml:699 - [(change[0])] (33:0:1 - 1)
		IfNotBlocked
		reached[6][1] = 1;
		if (!(((int)now.change[0])))
			continue;
		/* merge: j = 0(0, 2, 33) */
		reached[6][2] = 1;
		(trpt+1)->bup.oval = ((int)((P6 *)_this)->j);
		((P6 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Commit:j", ((int)((P6 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 34, 33) */
		reached[6][34] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 47: // STATE 3 - protocol.pml:704 - [((j<=(1-1)))] (0:0:0 - 1)
		IfNotBlocked
		reached[6][3] = 1;
		if (!((((int)((P6 *)_this)->j)<=(1-1))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 48: // STATE 4 - protocol.pml:706 - [((change[j]==0))] (33:0:2 - 1)
		IfNotBlocked
		reached[6][4] = 1;
		if (!((((int)now.change[ Index(((int)((P6 *)_this)->j), 1) ])==0)))
			continue;
		/* merge: .(goto)(33, 28, 33) */
		reached[6][28] = 1;
		;
		/* merge: change[j] = 0(33, 29, 33) */
		reached[6][29] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.change[ Index(((int)((P6 *)_this)->j), 1) ]);
		now.change[ Index(((P6 *)_this)->j, 1) ] = 0;
#ifdef VAR_RANGES
		logval("change[Commit:j]", ((int)now.change[ Index(((int)((P6 *)_this)->j), 1) ]));
#endif
		;
		/* merge: j = (j+1)(33, 30, 33) */
		reached[6][30] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P6 *)_this)->j);
		((P6 *)_this)->j = (((int)((P6 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval("Commit:j", ((int)((P6 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 34, 33) */
		reached[6][34] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 49: // STATE 5 - protocol.pml:707 - [((change[j]==(2+1)))] (0:0:0 - 1)
		IfNotBlocked
		reached[6][5] = 1;
		if (!((((int)now.change[ Index(((int)((P6 *)_this)->j), 1) ])==(2+1))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 50: // STATE 6 - protocol.pml:709 - [((ledger[j]==0))] (33:0:5 - 1)
		IfNotBlocked
		reached[6][6] = 1;
		if (!((((int)now.ledger[ Index(((int)((P6 *)_this)->j), 1) ])==0)))
			continue;
		/* merge: ledger[j] = 1(33, 7, 33) */
		reached[6][7] = 1;
		(trpt+1)->bup.ovals = grab_ints(5);
		(trpt+1)->bup.ovals[0] = ((int)now.ledger[ Index(((int)((P6 *)_this)->j), 1) ]);
		now.ledger[ Index(((P6 *)_this)->j, 1) ] = 1;
#ifdef VAR_RANGES
		logval("ledger[Commit:j]", ((int)now.ledger[ Index(((int)((P6 *)_this)->j), 1) ]));
#endif
		;
		/* merge: owner[j] = 2(33, 8, 33) */
		reached[6][8] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.owner[ Index(((int)((P6 *)_this)->j), 1) ]);
		now.owner[ Index(((P6 *)_this)->j, 1) ] = 2;
#ifdef VAR_RANGES
		logval("owner[Commit:j]", ((int)now.owner[ Index(((int)((P6 *)_this)->j), 1) ]));
#endif
		;
		/* merge: lost_claim[j] = 1(33, 9, 33) */
		reached[6][9] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.lost_claim[ Index(((int)((P6 *)_this)->j), 1) ]);
		now.lost_claim[ Index(((P6 *)_this)->j, 1) ] = 1;
#ifdef VAR_RANGES
		logval("lost_claim[Commit:j]", ((int)now.lost_claim[ Index(((int)((P6 *)_this)->j), 1) ]));
#endif
		;
		/* merge: .(goto)(33, 13, 33) */
		reached[6][13] = 1;
		;
		/* merge: .(goto)(33, 28, 33) */
		reached[6][28] = 1;
		;
		/* merge: change[j] = 0(33, 29, 33) */
		reached[6][29] = 1;
		(trpt+1)->bup.ovals[3] = ((int)now.change[ Index(((int)((P6 *)_this)->j), 1) ]);
		now.change[ Index(((P6 *)_this)->j, 1) ] = 0;
#ifdef VAR_RANGES
		logval("change[Commit:j]", ((int)now.change[ Index(((int)((P6 *)_this)->j), 1) ]));
#endif
		;
		/* merge: j = (j+1)(33, 30, 33) */
		reached[6][30] = 1;
		(trpt+1)->bup.ovals[4] = ((int)((P6 *)_this)->j);
		((P6 *)_this)->j = (((int)((P6 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval("Commit:j", ((int)((P6 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 34, 33) */
		reached[6][34] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 51: // STATE 10 - protocol.pml:714 - [((ledger[j]==1))] (33:0:2 - 1)
		IfNotBlocked
		reached[6][10] = 1;
		if (!((((int)now.ledger[ Index(((int)((P6 *)_this)->j), 1) ])==1)))
			continue;
		/* merge: .(goto)(33, 13, 33) */
		reached[6][13] = 1;
		;
		/* merge: .(goto)(33, 28, 33) */
		reached[6][28] = 1;
		;
		/* merge: change[j] = 0(33, 29, 33) */
		reached[6][29] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.change[ Index(((int)((P6 *)_this)->j), 1) ]);
		now.change[ Index(((P6 *)_this)->j, 1) ] = 0;
#ifdef VAR_RANGES
		logval("change[Commit:j]", ((int)now.change[ Index(((int)((P6 *)_this)->j), 1) ]));
#endif
		;
		/* merge: j = (j+1)(33, 30, 33) */
		reached[6][30] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P6 *)_this)->j);
		((P6 *)_this)->j = (((int)((P6 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval("Commit:j", ((int)((P6 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 34, 33) */
		reached[6][34] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 52: // STATE 15 - protocol.pml:719 - [s = (change[j]-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[6][15] = 1;
		(trpt+1)->bup.oval = ((int)((P6 *)_this)->s);
		((P6 *)_this)->s = (((int)now.change[ Index(((int)((P6 *)_this)->j), 1) ])-1);
#ifdef VAR_RANGES
		logval("Commit:s", ((int)((P6 *)_this)->s));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 53: // STATE 16 - protocol.pml:721 - [(((phase[s]==1)||((phase[s]==2)&&(ledger[j]==0))))] (33:0:5 - 1)
		IfNotBlocked
		reached[6][16] = 1;
		if (!(((((int)now.phase[ Index(((int)((P6 *)_this)->s), 2) ])==1)||((((int)now.phase[ Index(((int)((P6 *)_this)->s), 2) ])==2)&&(((int)now.ledger[ Index(((int)((P6 *)_this)->j), 1) ])==0)))))
			continue;
		/* merge: ledger[j] = 1(33, 17, 33) */
		reached[6][17] = 1;
		(trpt+1)->bup.ovals = grab_ints(5);
		(trpt+1)->bup.ovals[0] = ((int)now.ledger[ Index(((int)((P6 *)_this)->j), 1) ]);
		now.ledger[ Index(((P6 *)_this)->j, 1) ] = 1;
#ifdef VAR_RANGES
		logval("ledger[Commit:j]", ((int)now.ledger[ Index(((int)((P6 *)_this)->j), 1) ]));
#endif
		;
		/* merge: owner[j] = s(33, 18, 33) */
		reached[6][18] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.owner[ Index(((int)((P6 *)_this)->j), 1) ]);
		now.owner[ Index(((P6 *)_this)->j, 1) ] = ((int)((P6 *)_this)->s);
#ifdef VAR_RANGES
		logval("owner[Commit:j]", ((int)now.owner[ Index(((int)((P6 *)_this)->j), 1) ]));
#endif
		;
		/* merge: phase[s] = 2(33, 19, 33) */
		reached[6][19] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.phase[ Index(((int)((P6 *)_this)->s), 2) ]);
		now.phase[ Index(((P6 *)_this)->s, 2) ] = 2;
#ifdef VAR_RANGES
		logval("phase[Commit:s]", ((int)now.phase[ Index(((int)((P6 *)_this)->s), 2) ]));
#endif
		;
		/* merge: .(goto)(33, 26, 33) */
		reached[6][26] = 1;
		;
		/* merge: .(goto)(33, 28, 33) */
		reached[6][28] = 1;
		;
		/* merge: change[j] = 0(33, 29, 33) */
		reached[6][29] = 1;
		(trpt+1)->bup.ovals[3] = ((int)now.change[ Index(((int)((P6 *)_this)->j), 1) ]);
		now.change[ Index(((P6 *)_this)->j, 1) ] = 0;
#ifdef VAR_RANGES
		logval("change[Commit:j]", ((int)now.change[ Index(((int)((P6 *)_this)->j), 1) ]));
#endif
		;
		/* merge: j = (j+1)(33, 30, 33) */
		reached[6][30] = 1;
		(trpt+1)->bup.ovals[4] = ((int)((P6 *)_this)->j);
		((P6 *)_this)->j = (((int)((P6 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval("Commit:j", ((int)((P6 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 34, 33) */
		reached[6][34] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 54: // STATE 20 - protocol.pml:729 - [((phase[s]==3))] (33:0:5 - 1)
		IfNotBlocked
		reached[6][20] = 1;
		if (!((((int)now.phase[ Index(((int)((P6 *)_this)->s), 2) ])==3)))
			continue;
		/* merge: ledger[j] = 2(33, 21, 33) */
		reached[6][21] = 1;
		(trpt+1)->bup.ovals = grab_ints(5);
		(trpt+1)->bup.ovals[0] = ((int)now.ledger[ Index(((int)((P6 *)_this)->j), 1) ]);
		now.ledger[ Index(((P6 *)_this)->j, 1) ] = 2;
#ifdef VAR_RANGES
		logval("ledger[Commit:j]", ((int)now.ledger[ Index(((int)((P6 *)_this)->j), 1) ]));
#endif
		;
		/* merge: owner[j] = 2(33, 22, 33) */
		reached[6][22] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.owner[ Index(((int)((P6 *)_this)->j), 1) ]);
		now.owner[ Index(((P6 *)_this)->j, 1) ] = 2;
#ifdef VAR_RANGES
		logval("owner[Commit:j]", ((int)now.owner[ Index(((int)((P6 *)_this)->j), 1) ]));
#endif
		;
		/* merge: phase[s] = 4(33, 23, 33) */
		reached[6][23] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.phase[ Index(((int)((P6 *)_this)->s), 2) ]);
		now.phase[ Index(((P6 *)_this)->s, 2) ] = 4;
#ifdef VAR_RANGES
		logval("phase[Commit:s]", ((int)now.phase[ Index(((int)((P6 *)_this)->s), 2) ]));
#endif
		;
		/* merge: .(goto)(33, 26, 33) */
		reached[6][26] = 1;
		;
		/* merge: .(goto)(33, 28, 33) */
		reached[6][28] = 1;
		;
		/* merge: change[j] = 0(33, 29, 33) */
		reached[6][29] = 1;
		(trpt+1)->bup.ovals[3] = ((int)now.change[ Index(((int)((P6 *)_this)->j), 1) ]);
		now.change[ Index(((P6 *)_this)->j, 1) ] = 0;
#ifdef VAR_RANGES
		logval("change[Commit:j]", ((int)now.change[ Index(((int)((P6 *)_this)->j), 1) ]));
#endif
		;
		/* merge: j = (j+1)(33, 30, 33) */
		reached[6][30] = 1;
		(trpt+1)->bup.ovals[4] = ((int)((P6 *)_this)->j);
		((P6 *)_this)->j = (((int)((P6 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval("Commit:j", ((int)((P6 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 34, 33) */
		reached[6][34] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 55: // STATE 29 - protocol.pml:737 - [change[j] = 0] (0:33:2 - 10)
		IfNotBlocked
		reached[6][29] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.change[ Index(((int)((P6 *)_this)->j), 1) ]);
		now.change[ Index(((P6 *)_this)->j, 1) ] = 0;
#ifdef VAR_RANGES
		logval("change[Commit:j]", ((int)now.change[ Index(((int)((P6 *)_this)->j), 1) ]));
#endif
		;
		/* merge: j = (j+1)(33, 30, 33) */
		reached[6][30] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P6 *)_this)->j);
		((P6 *)_this)->j = (((int)((P6 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval("Commit:j", ((int)((P6 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 34, 33) */
		reached[6][34] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 56: // STATE 36 - protocol.pml:739 - [j = 0] (0:81:2 - 3)
		IfNotBlocked
		reached[6][36] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P6 *)_this)->j);
		((P6 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Commit:j", ((int)((P6 *)_this)->j));
#endif
		;
		/* merge: s = 0(81, 37, 81) */
		reached[6][37] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P6 *)_this)->s);
		((P6 *)_this)->s = 0;
#ifdef VAR_RANGES
		logval("Commit:s", ((int)((P6 *)_this)->s));
#endif
		;
		/* merge: .(goto)(0, 82, 81) */
		reached[6][82] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 57: // STATE 39 - protocol.pml:741 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[6][39] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 58: // STATE 40 - protocol.pml:50 - [((faults==255))] (52:0:1 - 1)
		IfNotBlocked
		reached[6][40] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		/* merge: .(goto)(52, 44, 52) */
		reached[6][44] = 1;
		;
		/* merge: j = 0(52, 46, 52) */
		reached[6][46] = 1;
		(trpt+1)->bup.oval = ((int)((P6 *)_this)->j);
		((P6 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Commit:j", ((int)((P6 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 53, 52) */
		reached[6][53] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 59: // STATE 42 - protocol.pml:50 - [faults = (faults-1)] (0:52:2 - 1)
		IfNotBlocked
		reached[6][42] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: .(goto)(52, 44, 52) */
		reached[6][44] = 1;
		;
		/* merge: j = 0(52, 46, 52) */
		reached[6][46] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P6 *)_this)->j);
		((P6 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Commit:j", ((int)((P6 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 53, 52) */
		reached[6][53] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 60: // STATE 46 - protocol.pml:743 - [j = 0] (0:52:1 - 3)
		IfNotBlocked
		reached[6][46] = 1;
		(trpt+1)->bup.oval = ((int)((P6 *)_this)->j);
		((P6 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Commit:j", ((int)((P6 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 53, 52) */
		reached[6][53] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 61: // STATE 47 - protocol.pml:743 - [((j<=(1-1)))] (52:0:2 - 1)
		IfNotBlocked
		reached[6][47] = 1;
		if (!((((int)((P6 *)_this)->j)<=(1-1))))
			continue;
		/* merge: change[j] = 0(52, 48, 52) */
		reached[6][48] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.change[ Index(((int)((P6 *)_this)->j), 1) ]);
		now.change[ Index(((P6 *)_this)->j, 1) ] = 0;
#ifdef VAR_RANGES
		logval("change[Commit:j]", ((int)now.change[ Index(((int)((P6 *)_this)->j), 1) ]));
#endif
		;
		/* merge: j = (j+1)(52, 49, 52) */
		reached[6][49] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P6 *)_this)->j);
		((P6 *)_this)->j = (((int)((P6 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval("Commit:j", ((int)((P6 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 53, 52) */
		reached[6][53] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 62: // STATE 55 - protocol.pml:752 - [m = 0] (0:63:1 - 3)
		IfNotBlocked
		reached[6][55] = 1;
		(trpt+1)->bup.oval = ((int)((P6 *)_this)->m);
		((P6 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Commit:m", ((int)((P6 *)_this)->m));
#endif
		;
		/* merge: .(goto)(0, 64, 63) */
		reached[6][64] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 63: // STATE 56 - protocol.pml:752 - [((m<=(1-1)))] (63:0:4 - 1)
		IfNotBlocked
		reached[6][56] = 1;
		if (!((((int)((P6 *)_this)->m)<=(1-1))))
			continue;
		/* merge: link[m] = 0(63, 57, 63) */
		reached[6][57] = 1;
		(trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((int)now.link[ Index(((int)((P6 *)_this)->m), 1) ]);
		now.link[ Index(((P6 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("link[Commit:m]", ((int)now.link[ Index(((int)((P6 *)_this)->m), 1) ]));
#endif
		;
		/* merge: taken[m] = 0(63, 58, 63) */
		reached[6][58] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.taken[ Index(((int)((P6 *)_this)->m), 1) ]);
		now.taken[ Index(((P6 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("taken[Commit:m]", ((int)now.taken[ Index(((int)((P6 *)_this)->m), 1) ]));
#endif
		;
		/* merge: busy[m] = 0(63, 59, 63) */
		reached[6][59] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.busy[ Index(((int)((P6 *)_this)->m), 1) ]);
		now.busy[ Index(((P6 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("busy[Commit:m]", ((int)now.busy[ Index(((int)((P6 *)_this)->m), 1) ]));
#endif
		;
		/* merge: m = (m+1)(63, 60, 63) */
		reached[6][60] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P6 *)_this)->m);
		((P6 *)_this)->m = (((int)((P6 *)_this)->m)+1);
#ifdef VAR_RANGES
		logval("Commit:m", ((int)((P6 *)_this)->m));
#endif
		;
		/* merge: .(goto)(0, 64, 63) */
		reached[6][64] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 64: // STATE 66 - protocol.pml:755 - [s = 0] (0:74:1 - 3)
		IfNotBlocked
		reached[6][66] = 1;
		(trpt+1)->bup.oval = ((int)((P6 *)_this)->s);
		((P6 *)_this)->s = 0;
#ifdef VAR_RANGES
		logval("Commit:s", ((int)((P6 *)_this)->s));
#endif
		;
		/* merge: .(goto)(0, 75, 74) */
		reached[6][75] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 65: // STATE 67 - protocol.pml:755 - [((s<=((1*1)-1)))] (74:0:4 - 1)
		IfNotBlocked
		reached[6][67] = 1;
		if (!((((int)((P6 *)_this)->s)<=((1*1)-1))))
			continue;
		/* merge: item[s] = 0(74, 68, 74) */
		reached[6][68] = 1;
		(trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((int)now.item[ Index(((int)((P6 *)_this)->s), 1) ]);
		now.item[ Index(((P6 *)_this)->s, 1) ] = 0;
#ifdef VAR_RANGES
		logval("item[Commit:s]", ((int)now.item[ Index(((int)((P6 *)_this)->s), 1) ]));
#endif
		;
		/* merge: tell[s] = 0(74, 69, 74) */
		reached[6][69] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.tell[ Index(((int)((P6 *)_this)->s), 1) ]);
		now.tell[ Index(((P6 *)_this)->s, 1) ] = 0;
#ifdef VAR_RANGES
		logval("tell[Commit:s]", ((int)now.tell[ Index(((int)((P6 *)_this)->s), 1) ]));
#endif
		;
		/* merge: refusal[s] = 0(74, 70, 74) */
		reached[6][70] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.refusal[ Index(((int)((P6 *)_this)->s), 1) ]);
		now.refusal[ Index(((P6 *)_this)->s, 1) ] = 0;
#ifdef VAR_RANGES
		logval("refusal[Commit:s]", ((int)now.refusal[ Index(((int)((P6 *)_this)->s), 1) ]));
#endif
		;
		/* merge: s = (s+1)(74, 71, 74) */
		reached[6][71] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P6 *)_this)->s);
		((P6 *)_this)->s = (((int)((P6 *)_this)->s)+1);
#ifdef VAR_RANGES
		logval("Commit:s", ((int)((P6 *)_this)->s));
#endif
		;
		/* merge: .(goto)(0, 75, 74) */
		reached[6][75] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 66: // STATE 77 - protocol.pml:758 - [m = 0] (0:81:3 - 3)
		IfNotBlocked
		reached[6][77] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)((P6 *)_this)->m);
		((P6 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Commit:m", ((int)((P6 *)_this)->m));
#endif
		;
		/* merge: j = 0(81, 78, 81) */
		reached[6][78] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P6 *)_this)->j);
		((P6 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Commit:j", ((int)((P6 *)_this)->j));
#endif
		;
		/* merge: s = 0(81, 79, 81) */
		reached[6][79] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P6 *)_this)->s);
		((P6 *)_this)->s = 0;
#ifdef VAR_RANGES
		logval("Commit:s", ((int)((P6 *)_this)->s));
#endif
		;
		/* merge: .(goto)(0, 82, 81) */
		reached[6][82] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 67: // STATE 84 - protocol.pml:771 - [-end-] (0:0:0 - 1)
		IfNotBlocked
		reached[6][84] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC Gate */
	case 68: // STATE 1 - protocol.pml:641 - [(((phase[s]==1)&&!(change[of_jid[s]])))] (16:0:1 - 1)
		IfNotBlocked
		reached[5][1] = 1;
		if (!(((((int)now.phase[ Index(((int)((P5 *)_this)->s), 2) ])==1)&& !(((int)now.change[ Index(((int)now.of_jid[ Index(((int)((P5 *)_this)->s), 2) ]), 1) ])))))
			continue;
		/* merge: j = of_jid[s](0, 2, 16) */
		reached[5][2] = 1;
		(trpt+1)->bup.oval = ((int)((P5 *)_this)->j);
		((P5 *)_this)->j = ((int)now.of_jid[ Index(((int)((P5 *)_this)->s), 2) ]);
#ifdef VAR_RANGES
		logval("Gate:j", ((int)((P5 *)_this)->j));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 69: // STATE 3 - protocol.pml:644 - [((ledger[j]==0))] (23:0:2 - 1)
		IfNotBlocked
		reached[5][3] = 1;
		if (!((((int)now.ledger[ Index(((int)((P5 *)_this)->j), 1) ])==0)))
			continue;
		/* merge: change[j] = (1+s)(23, 4, 23) */
		reached[5][4] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.change[ Index(((int)((P5 *)_this)->j), 1) ]);
		now.change[ Index(((P5 *)_this)->j, 1) ] = (1+((int)((P5 *)_this)->s));
#ifdef VAR_RANGES
		logval("change[Gate:j]", ((int)now.change[ Index(((int)((P5 *)_this)->j), 1) ]));
#endif
		;
		/* merge: .(goto)(23, 17, 23) */
		reached[5][17] = 1;
		;
		/* merge: j = 0(23, 18, 23) */
		reached[5][18] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P5 *)_this)->j);
		((P5 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Gate:j", ((int)((P5 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 24, 23) */
		reached[5][24] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 70: // STATE 17 - protocol.pml:672 - [.(goto)] (0:23:1 - 6)
		IfNotBlocked
		reached[5][17] = 1;
		;
		/* merge: j = 0(23, 18, 23) */
		reached[5][18] = 1;
		(trpt+1)->bup.oval = ((int)((P5 *)_this)->j);
		((P5 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Gate:j", ((int)((P5 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 24, 23) */
		reached[5][24] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 71: // STATE 5 - protocol.pml:657 - [(((ledger[j]==1)&&(owner[j]==s)))] (0:0:1 - 1)
		IfNotBlocked
		reached[5][5] = 1;
		if (!(((((int)now.ledger[ Index(((int)((P5 *)_this)->j), 1) ])==1)&&(((int)now.owner[ Index(((int)((P5 *)_this)->j), 1) ])==((int)((P5 *)_this)->s)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.oval = ((P5 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P5 *)_this)->j = 0;
		_m = 3; goto P999; /* 0 */
	case 72: // STATE 6 - protocol.pml:633 - [phase[s] = 2] (0:23:2 - 1)
		IfNotBlocked
		reached[5][6] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.phase[ Index(((int)((P5 *)_this)->s), 2) ]);
		now.phase[ Index(((P5 *)_this)->s, 2) ] = 2;
#ifdef VAR_RANGES
		logval("phase[Gate:s]", ((int)now.phase[ Index(((int)((P5 *)_this)->s), 2) ]));
#endif
		;
		/* merge: .(goto)(23, 17, 23) */
		reached[5][17] = 1;
		;
		/* merge: j = 0(23, 18, 23) */
		reached[5][18] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P5 *)_this)->j);
		((P5 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Gate:j", ((int)((P5 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 24, 23) */
		reached[5][24] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 73: // STATE 8 - protocol.pml:661 - [((((ledger[j]==1)&&(owner[j]!=s))&&(owner[j]!=2)))] (23:0:3 - 1)
		IfNotBlocked
		reached[5][8] = 1;
		if (!((((((int)now.ledger[ Index(((int)((P5 *)_this)->j), 1) ])==1)&&(((int)now.owner[ Index(((int)((P5 *)_this)->j), 1) ])!=((int)((P5 *)_this)->s)))&&(((int)now.owner[ Index(((int)((P5 *)_this)->j), 1) ])!=2))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((P5 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P5 *)_this)->j = 0;
		/* merge: phase[s] = 5(23, 9, 23) */
		reached[5][9] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.phase[ Index(((int)((P5 *)_this)->s), 2) ]);
		now.phase[ Index(((P5 *)_this)->s, 2) ] = 5;
#ifdef VAR_RANGES
		logval("phase[Gate:s]", ((int)now.phase[ Index(((int)((P5 *)_this)->s), 2) ]));
#endif
		;
		/* merge: .(goto)(23, 17, 23) */
		reached[5][17] = 1;
		;
		/* merge: j = 0(23, 18, 23) */
		reached[5][18] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P5 *)_this)->j);
		((P5 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Gate:j", ((int)((P5 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 24, 23) */
		reached[5][24] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 74: // STATE 10 - protocol.pml:666 - [(((ledger[j]==1)&&!((owner[j]!=2))))] (23:0:3 - 1)
		IfNotBlocked
		reached[5][10] = 1;
		if (!(((((int)now.ledger[ Index(((int)((P5 *)_this)->j), 1) ])==1)&& !((((int)now.owner[ Index(((int)((P5 *)_this)->j), 1) ])!=2)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((P5 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P5 *)_this)->j = 0;
		/* merge: phase[s] = 6(23, 11, 23) */
		reached[5][11] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.phase[ Index(((int)((P5 *)_this)->s), 2) ]);
		now.phase[ Index(((P5 *)_this)->s, 2) ] = 6;
#ifdef VAR_RANGES
		logval("phase[Gate:s]", ((int)now.phase[ Index(((int)((P5 *)_this)->s), 2) ]));
#endif
		;
		/* merge: .(goto)(23, 17, 23) */
		reached[5][17] = 1;
		;
		/* merge: j = 0(23, 18, 23) */
		reached[5][18] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P5 *)_this)->j);
		((P5 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Gate:j", ((int)((P5 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 24, 23) */
		reached[5][24] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 75: // STATE 12 - protocol.pml:668 - [((ledger[j]==2))] (23:0:3 - 1)
		IfNotBlocked
		reached[5][12] = 1;
		if (!((((int)now.ledger[ Index(((int)((P5 *)_this)->j), 1) ])==2)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((P5 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P5 *)_this)->j = 0;
		/* merge: phase[s] = 4(23, 13, 23) */
		reached[5][13] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.phase[ Index(((int)((P5 *)_this)->s), 2) ]);
		now.phase[ Index(((P5 *)_this)->s, 2) ] = 4;
#ifdef VAR_RANGES
		logval("phase[Gate:s]", ((int)now.phase[ Index(((int)((P5 *)_this)->s), 2) ]));
#endif
		;
		/* merge: .(goto)(23, 17, 23) */
		reached[5][17] = 1;
		;
		/* merge: j = 0(23, 18, 23) */
		reached[5][18] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P5 *)_this)->j);
		((P5 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Gate:j", ((int)((P5 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 24, 23) */
		reached[5][24] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 76: // STATE 14 - protocol.pml:670 - [((ledger[j]==3))] (23:0:3 - 1)
		IfNotBlocked
		reached[5][14] = 1;
		if (!((((int)now.ledger[ Index(((int)((P5 *)_this)->j), 1) ])==3)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((P5 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P5 *)_this)->j = 0;
		/* merge: phase[s] = 6(23, 15, 23) */
		reached[5][15] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.phase[ Index(((int)((P5 *)_this)->s), 2) ]);
		now.phase[ Index(((P5 *)_this)->s, 2) ] = 6;
#ifdef VAR_RANGES
		logval("phase[Gate:s]", ((int)now.phase[ Index(((int)((P5 *)_this)->s), 2) ]));
#endif
		;
		/* merge: .(goto)(23, 17, 23) */
		reached[5][17] = 1;
		;
		/* merge: j = 0(23, 18, 23) */
		reached[5][18] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P5 *)_this)->j);
		((P5 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Gate:j", ((int)((P5 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 24, 23) */
		reached[5][24] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 77: // STATE 20 - protocol.pml:673 - [((((phase[s]==3)||(phase[s]==7))&&!(change[of_jid[s]])))] (23:0:1 - 1)
		IfNotBlocked
		reached[5][20] = 1;
		if (!((((((int)now.phase[ Index(((int)((P5 *)_this)->s), 2) ])==3)||(((int)now.phase[ Index(((int)((P5 *)_this)->s), 2) ])==7))&& !(((int)now.change[ Index(((int)now.of_jid[ Index(((int)((P5 *)_this)->s), 2) ]), 1) ])))))
			continue;
		/* merge: change[of_jid[s]] = (1+s)(0, 21, 23) */
		reached[5][21] = 1;
		(trpt+1)->bup.oval = ((int)now.change[ Index(((int)now.of_jid[ Index(((int)((P5 *)_this)->s), 2) ]), 1) ]);
		now.change[ Index(now.of_jid[ Index(((P5 *)_this)->s, 2) ], 1) ] = (1+((int)((P5 *)_this)->s));
#ifdef VAR_RANGES
		logval("change[of_jid[Gate:s]]", ((int)now.change[ Index(((int)now.of_jid[ Index(((int)((P5 *)_this)->s), 2) ]), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 24, 23) */
		reached[5][24] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 78: // STATE 26 - protocol.pml:676 - [-end-] (0:0:0 - 1)
		IfNotBlocked
		reached[5][26] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC Job */
	case 79: // STATE 1 - protocol.pml:567 - [((phase[s]==2))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][1] = 1;
		if (!((((int)now.phase[ Index(((int)((P4 *)_this)->s), 2) ])==2)))
			continue;
		/* merge: j = of_jid[s](377, 2, 377) */
		reached[4][2] = 1;
		(trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = ((int)now.of_jid[ Index(((int)((P4 *)_this)->s), 2) ]);
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: assert(((ledger[j]==1)&&(owner[j]==s)))(377, 3, 377) */
		reached[4][3] = 1;
		spin_assert(((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==1)&&(((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ])==((int)((P4 *)_this)->s))), "((ledger[j]==1)&&(owner[j]==s))", II, tt, t);
		/* merge: assert((calls[j]==0))(377, 4, 377) */
		reached[4][4] = 1;
		spin_assert((((int)now.calls[ Index(((int)((P4 *)_this)->j), 1) ])==0), "(calls[j]==0)", II, tt, t);
		/* merge: assert(!(lost_claim[j]))(377, 5, 377) */
		reached[4][5] = 1;
		spin_assert( !(((int)now.lost_claim[ Index(((int)((P4 *)_this)->j), 1) ])), " !(lost_claim[j])", II, tt, t);
		/* merge: calls[j] = ( ((calls[j]<2)) -> ((calls[j]+1)) : (2) )(377, 6, 377) */
		reached[4][6] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.calls[ Index(((int)((P4 *)_this)->j), 1) ]);
		now.calls[ Index(((P4 *)_this)->j, 1) ] = ( ((((int)now.calls[ Index(((int)((P4 *)_this)->j), 1) ])<2)) ? ((((int)now.calls[ Index(((int)((P4 *)_this)->j), 1) ])+1)) : (2) );
#ifdef VAR_RANGES
		logval("calls[Job:j]", ((int)now.calls[ Index(((int)((P4 *)_this)->j), 1) ]));
#endif
		;
		/* merge: phase[s] = 3(377, 7, 377) */
		reached[4][7] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.phase[ Index(((int)((P4 *)_this)->s), 2) ]);
		now.phase[ Index(((P4 *)_this)->s, 2) ] = 3;
#ifdef VAR_RANGES
		logval("phase[Job:s]", ((int)now.phase[ Index(((int)((P4 *)_this)->s), 2) ]));
#endif
		;
		/* merge: j = 0(377, 8, 377) */
		reached[4][8] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 80: // STATE 10 - protocol.pml:579 - [(((phase[s]==5)&&!(((ledger[of_jid[s]]==1)&&(owner[of_jid[s]]!=2)))))] (377:0:1 - 1)
		IfNotBlocked
		reached[4][10] = 1;
		if (!(((((int)now.phase[ Index(((int)((P4 *)_this)->s), 2) ])==5)&& !(((((int)now.ledger[ Index(((int)now.of_jid[ Index(((int)((P4 *)_this)->s), 2) ]), 1) ])==1)&&(((int)now.owner[ Index(((int)now.of_jid[ Index(((int)((P4 *)_this)->s), 2) ]), 1) ])!=2))))))
			continue;
		/* merge: phase[s] = 1(0, 11, 377) */
		reached[4][11] = 1;
		(trpt+1)->bup.oval = ((int)now.phase[ Index(((int)((P4 *)_this)->s), 2) ]);
		now.phase[ Index(((P4 *)_this)->s, 2) ] = 1;
#ifdef VAR_RANGES
		logval("phase[Job:s]", ((int)now.phase[ Index(((int)((P4 *)_this)->s), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 81: // STATE 13 - protocol.pml:580 - [((phase[s]==4))] (25:0:2 - 1)
		IfNotBlocked
		reached[4][13] = 1;
		if (!((((int)now.phase[ Index(((int)((P4 *)_this)->s), 2) ])==4)))
			continue;
		/* merge: m = of_master[s](25, 14, 25) */
		reached[4][14] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = ((int)now.of_master[ Index(((int)((P4 *)_this)->s), 2) ]);
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = of_jid[s](25, 15, 25) */
		reached[4][15] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = ((int)now.of_jid[ Index(((int)((P4 *)_this)->s), 2) ]);
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: assert(calls[j])(25, 16, 25) */
		reached[4][16] = 1;
		spin_assert(((int)now.calls[ Index(((int)((P4 *)_this)->j), 1) ]), "calls[j]", II, tt, t);
		_m = 3; goto P999; /* 3 */
	case 82: // STATE 17 - protocol.pml:587 - [sent[((m*1)+j)] = (sent[((m*1)+j)]|1)] (0:0:1 - 1)
		IfNotBlocked
		reached[4][17] = 1;
		(trpt+1)->bup.oval = ((int)now.sent[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.sent[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (((int)now.sent[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])|1);
#ifdef VAR_RANGES
		logval("sent[((Job:m*1)+Job:j)]", ((int)now.sent[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 83: // STATE 18 - protocol.pml:588 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[4][18] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 84: // STATE 19 - protocol.pml:50 - [((faults==255))] (0:0:0 - 1)
		IfNotBlocked
		reached[4][19] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 85: // STATE 21 - protocol.pml:50 - [faults = (faults-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[4][21] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 86: // STATE 27 - protocol.pml:543 - [phase[s] = 0] (0:37:4 - 1)
		IfNotBlocked
		reached[4][27] = 1;
		(trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((int)now.phase[ Index(((int)((P4 *)_this)->s), 2) ]);
		now.phase[ Index(((P4 *)_this)->s, 2) ] = 0;
#ifdef VAR_RANGES
		logval("phase[Job:s]", ((int)now.phase[ Index(((int)((P4 *)_this)->s), 2) ]));
#endif
		;
		/* merge: of_jid[s] = 0(37, 28, 37) */
		reached[4][28] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.of_jid[ Index(((int)((P4 *)_this)->s), 2) ]);
		now.of_jid[ Index(((P4 *)_this)->s, 2) ] = 0;
#ifdef VAR_RANGES
		logval("of_jid[Job:s]", ((int)now.of_jid[ Index(((int)((P4 *)_this)->s), 2) ]));
#endif
		;
		/* merge: of_master[s] = 0(37, 29, 37) */
		reached[4][29] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.of_master[ Index(((int)((P4 *)_this)->s), 2) ]);
		now.of_master[ Index(((P4 *)_this)->s, 2) ] = 0;
#ifdef VAR_RANGES
		logval("of_master[Job:s]", ((int)now.of_master[ Index(((int)((P4 *)_this)->s), 2) ]));
#endif
		;
		/* merge: via[s] = 0(37, 30, 37) */
		reached[4][30] = 1;
		(trpt+1)->bup.ovals[3] = ((int)now.via[ Index(((int)((P4 *)_this)->s), 2) ]);
		now.via[ Index(((P4 *)_this)->s, 2) ] = 0;
#ifdef VAR_RANGES
		logval("via[Job:s]", ((int)now.via[ Index(((int)((P4 *)_this)->s), 2) ]));
#endif
		;
		_m = 3; goto P999; /* 3 */
	case 87: // STATE 31 - protocol.pml:545 - [(((owner[j]==s)&&(ledger[j]==1)))] (42:0:2 - 1)
		IfNotBlocked
		reached[4][31] = 1;
		if (!(((((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ])==((int)((P4 *)_this)->s))&&(((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==1))))
			continue;
		/* merge: owner[j] = 2(42, 32, 42) */
		reached[4][32] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ]);
		now.owner[ Index(((P4 *)_this)->j, 1) ] = 2;
#ifdef VAR_RANGES
		logval("owner[Job:j]", ((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ]));
#endif
		;
		/* merge: lost_claim[j] = 1(42, 33, 42) */
		reached[4][33] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.lost_claim[ Index(((int)((P4 *)_this)->j), 1) ]);
		now.lost_claim[ Index(((P4 *)_this)->j, 1) ] = 1;
#ifdef VAR_RANGES
		logval("lost_claim[Job:j]", ((int)now.lost_claim[ Index(((int)((P4 *)_this)->j), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 38, 42) */
		reached[4][38] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 88: // STATE 34 - protocol.pml:553 - [(((owner[j]==s)&&(ledger[j]!=1)))] (42:0:1 - 1)
		IfNotBlocked
		reached[4][34] = 1;
		if (!(((((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ])==((int)((P4 *)_this)->s))&&(((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])!=1))))
			continue;
		/* merge: owner[j] = 2(0, 35, 42) */
		reached[4][35] = 1;
		(trpt+1)->bup.oval = ((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ]);
		now.owner[ Index(((P4 *)_this)->j, 1) ] = 2;
#ifdef VAR_RANGES
		logval("owner[Job:j]", ((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 38, 42) */
		reached[4][38] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 89: // STATE 39 - protocol.pml:557 - [((change[j]==(1+s)))] (91:0:1 - 1)
		IfNotBlocked
		reached[4][39] = 1;
		if (!((((int)now.change[ Index(((int)((P4 *)_this)->j), 1) ])==(1+((int)((P4 *)_this)->s)))))
			continue;
		/* merge: change[j] = (2+1)(0, 40, 91) */
		reached[4][40] = 1;
		(trpt+1)->bup.oval = ((int)now.change[ Index(((int)((P4 *)_this)->j), 1) ]);
		now.change[ Index(((P4 *)_this)->j, 1) ] = (2+1);
#ifdef VAR_RANGES
		logval("change[Job:j]", ((int)now.change[ Index(((int)((P4 *)_this)->j), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 43, 91) */
		reached[4][43] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 90: // STATE 45 - protocol.pml:592 - [((busy[m]==(1+s)))] (89:0:2 - 1)
		IfNotBlocked
		reached[4][45] = 1;
		if (!((((int)now.busy[ Index(((int)((P4 *)_this)->m), 1) ])==(1+((int)((P4 *)_this)->s)))))
			continue;
		/* merge: busy[m] = 0(89, 46, 89) */
		reached[4][46] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.busy[ Index(((int)((P4 *)_this)->m), 1) ]);
		now.busy[ Index(((P4 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("busy[Job:m]", ((int)now.busy[ Index(((int)((P4 *)_this)->m), 1) ]));
#endif
		;
		/* merge: item[((m*1)+j)] = 2(89, 47, 89) */
		reached[4][47] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 2;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 91: // STATE 48 - protocol.pml:324 - [((ledger[j]==0))] (0:0:0 - 1)
		IfNotBlocked
		reached[4][48] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 92: // STATE 49 - protocol.pml:326 - [(refusal[((m*1)+j)])] (56:0:1 - 1)
		IfNotBlocked
		reached[4][49] = 1;
		if (!(((int)now.refusal[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 50, 56) */
		reached[4][50] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 93: // STATE 51 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][51] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(0+3))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(3+3)))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(6+3)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: m */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P4 *)_this)->m;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->m = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals[1] = ((P4 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->j = 0;
		/* merge: .(goto)(377, 55, 377) */
		reached[4][55] = 1;
		;
		/* merge: .(goto)(377, 60, 377) */
		reached[4][60] = 1;
		;
		/* merge: .(goto)(377, 88, 377) */
		reached[4][88] = 1;
		;
		/* merge: .(goto)(377, 92, 377) */
		reached[4][92] = 1;
		;
		/* merge: m = 0(377, 93, 377) */
		reached[4][93] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 94, 377) */
		reached[4][94] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 94: // STATE 53 - protocol.pml:317 - [tell[((m*1)+j)] = (0+3)] (0:377:3 - 1)
		IfNotBlocked
		reached[4][53] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (0+3);
#ifdef VAR_RANGES
		logval("tell[((Job:m*1)+Job:j)]", ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 55, 377) */
		reached[4][55] = 1;
		;
		/* merge: .(goto)(377, 60, 377) */
		reached[4][60] = 1;
		;
		/* merge: .(goto)(377, 88, 377) */
		reached[4][88] = 1;
		;
		/* merge: .(goto)(377, 92, 377) */
		reached[4][92] = 1;
		;
		/* merge: m = 0(377, 93, 377) */
		reached[4][93] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 94, 377) */
		reached[4][94] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 95: // STATE 58 - protocol.pml:327 - [item[((m*1)+j)] = 1] (0:377:3 - 1)
		IfNotBlocked
		reached[4][58] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 1;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 60, 377) */
		reached[4][60] = 1;
		;
		/* merge: .(goto)(377, 88, 377) */
		reached[4][88] = 1;
		;
		/* merge: .(goto)(377, 92, 377) */
		reached[4][92] = 1;
		;
		/* merge: m = 0(377, 93, 377) */
		reached[4][93] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 94, 377) */
		reached[4][94] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 96: // STATE 61 - protocol.pml:333 - [(((ledger[j]==1)&&(owner[j]!=2)))] (68:0:1 - 1)
		IfNotBlocked
		reached[4][61] = 1;
		if (!(((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==1)&&(((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ])!=2))))
			continue;
		/* merge: item[((m*1)+j)] = 3(0, 62, 68) */
		reached[4][62] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 3;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 97: // STATE 63 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+1))||(tell[((m*1)+j)]==(3+1)))||(tell[((m*1)+j)]==(6+1))))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][63] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(0+1))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(3+1)))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(6+1)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: m */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P4 *)_this)->m;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->m = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals[1] = ((P4 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->j = 0;
		/* merge: .(goto)(377, 67, 377) */
		reached[4][67] = 1;
		;
		/* merge: .(goto)(377, 88, 377) */
		reached[4][88] = 1;
		;
		/* merge: .(goto)(377, 92, 377) */
		reached[4][92] = 1;
		;
		/* merge: m = 0(377, 93, 377) */
		reached[4][93] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 94, 377) */
		reached[4][94] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 98: // STATE 65 - protocol.pml:317 - [tell[((m*1)+j)] = (0+1)] (0:377:3 - 1)
		IfNotBlocked
		reached[4][65] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (0+1);
#ifdef VAR_RANGES
		logval("tell[((Job:m*1)+Job:j)]", ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 67, 377) */
		reached[4][67] = 1;
		;
		/* merge: .(goto)(377, 88, 377) */
		reached[4][88] = 1;
		;
		/* merge: .(goto)(377, 92, 377) */
		reached[4][92] = 1;
		;
		/* merge: m = 0(377, 93, 377) */
		reached[4][93] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 94, 377) */
		reached[4][94] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 99: // STATE 69 - protocol.pml:335 - [(((ledger[j]==1)&&!((owner[j]!=2))))] (76:0:1 - 1)
		IfNotBlocked
		reached[4][69] = 1;
		if (!(((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==1)&& !((((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ])!=2)))))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 70, 76) */
		reached[4][70] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 100: // STATE 71 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+2))||(tell[((m*1)+j)]==(3+2)))||(tell[((m*1)+j)]==(6+2))))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][71] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(0+2))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(3+2)))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(6+2)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: m */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P4 *)_this)->m;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->m = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals[1] = ((P4 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->j = 0;
		/* merge: .(goto)(377, 75, 377) */
		reached[4][75] = 1;
		;
		/* merge: .(goto)(377, 88, 377) */
		reached[4][88] = 1;
		;
		/* merge: .(goto)(377, 92, 377) */
		reached[4][92] = 1;
		;
		/* merge: m = 0(377, 93, 377) */
		reached[4][93] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 94, 377) */
		reached[4][94] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 101: // STATE 73 - protocol.pml:317 - [tell[((m*1)+j)] = (0+2)] (0:377:3 - 1)
		IfNotBlocked
		reached[4][73] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (0+2);
#ifdef VAR_RANGES
		logval("tell[((Job:m*1)+Job:j)]", ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 75, 377) */
		reached[4][75] = 1;
		;
		/* merge: .(goto)(377, 88, 377) */
		reached[4][88] = 1;
		;
		/* merge: .(goto)(377, 92, 377) */
		reached[4][92] = 1;
		;
		/* merge: m = 0(377, 93, 377) */
		reached[4][93] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 94, 377) */
		reached[4][94] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 102: // STATE 77 - protocol.pml:336 - [((ledger[j]==2))] (377:0:3 - 1)
		IfNotBlocked
		reached[4][77] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==2)))
			continue;
		/* merge: item[((m*1)+j)] = 2(377, 78, 377) */
		reached[4][78] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 2;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 88, 377) */
		reached[4][88] = 1;
		;
		/* merge: .(goto)(377, 92, 377) */
		reached[4][92] = 1;
		;
		/* merge: m = 0(377, 93, 377) */
		reached[4][93] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 94, 377) */
		reached[4][94] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 103: // STATE 79 - protocol.pml:337 - [((ledger[j]==3))] (86:0:1 - 1)
		IfNotBlocked
		reached[4][79] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==3)))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 80, 86) */
		reached[4][80] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 104: // STATE 81 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][81] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(0+3))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(3+3)))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(6+3)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: m */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P4 *)_this)->m;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->m = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals[1] = ((P4 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->j = 0;
		/* merge: .(goto)(377, 85, 377) */
		reached[4][85] = 1;
		;
		/* merge: .(goto)(377, 88, 377) */
		reached[4][88] = 1;
		;
		/* merge: .(goto)(377, 92, 377) */
		reached[4][92] = 1;
		;
		/* merge: m = 0(377, 93, 377) */
		reached[4][93] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 94, 377) */
		reached[4][94] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 105: // STATE 83 - protocol.pml:317 - [tell[((m*1)+j)] = (0+3)] (0:377:3 - 1)
		IfNotBlocked
		reached[4][83] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (0+3);
#ifdef VAR_RANGES
		logval("tell[((Job:m*1)+Job:j)]", ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 85, 377) */
		reached[4][85] = 1;
		;
		/* merge: .(goto)(377, 88, 377) */
		reached[4][88] = 1;
		;
		/* merge: .(goto)(377, 92, 377) */
		reached[4][92] = 1;
		;
		/* merge: m = 0(377, 93, 377) */
		reached[4][93] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 94, 377) */
		reached[4][94] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 106: // STATE 93 - protocol.pml:595 - [m = 0] (0:377:2 - 18)
		IfNotBlocked
		reached[4][93] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 94, 377) */
		reached[4][94] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 107: // STATE 96 - protocol.pml:596 - [((phase[s]==6))] (104:0:2 - 1)
		IfNotBlocked
		reached[4][96] = 1;
		if (!((((int)now.phase[ Index(((int)((P4 *)_this)->s), 2) ])==6)))
			continue;
		/* merge: m = of_master[s](104, 97, 104) */
		reached[4][97] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = ((int)now.of_master[ Index(((int)((P4 *)_this)->s), 2) ]);
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = of_jid[s](104, 98, 104) */
		reached[4][98] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = ((int)now.of_jid[ Index(((int)((P4 *)_this)->s), 2) ]);
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 108: // STATE 99 - protocol.pml:602 - [((via[s]==0))] (123:0:1 - 1)
		IfNotBlocked
		reached[4][99] = 1;
		if (!((((int)now.via[ Index(((int)((P4 *)_this)->s), 2) ])==0)))
			continue;
		/* merge: assert((via[s]==0))(123, 100, 123) */
		reached[4][100] = 1;
		spin_assert((((int)now.via[ Index(((int)((P4 *)_this)->s), 2) ])==0), "(via[s]==0)", II, tt, t);
		/* merge: assert((((ledger[j]==1)&&!((owner[j]!=2)))||(ledger[j]==3)))(123, 101, 123) */
		reached[4][101] = 1;
		spin_assert((((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==1)&& !((((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ])!=2)))||(((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==3)), "(((ledger[j]==1)&& !((owner[j]!=2)))||(ledger[j]==3))", II, tt, t);
		/* merge: sent[((m*1)+j)] = (sent[((m*1)+j)]|2)(123, 102, 123) */
		reached[4][102] = 1;
		(trpt+1)->bup.oval = ((int)now.sent[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.sent[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (((int)now.sent[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])|2);
#ifdef VAR_RANGES
		logval("sent[((Job:m*1)+Job:j)]", ((int)now.sent[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 105, 123) */
		reached[4][105] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 109: // STATE 106 - protocol.pml:543 - [phase[s] = 0] (0:116:4 - 1)
		IfNotBlocked
		reached[4][106] = 1;
		(trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((int)now.phase[ Index(((int)((P4 *)_this)->s), 2) ]);
		now.phase[ Index(((P4 *)_this)->s, 2) ] = 0;
#ifdef VAR_RANGES
		logval("phase[Job:s]", ((int)now.phase[ Index(((int)((P4 *)_this)->s), 2) ]));
#endif
		;
		/* merge: of_jid[s] = 0(116, 107, 116) */
		reached[4][107] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.of_jid[ Index(((int)((P4 *)_this)->s), 2) ]);
		now.of_jid[ Index(((P4 *)_this)->s, 2) ] = 0;
#ifdef VAR_RANGES
		logval("of_jid[Job:s]", ((int)now.of_jid[ Index(((int)((P4 *)_this)->s), 2) ]));
#endif
		;
		/* merge: of_master[s] = 0(116, 108, 116) */
		reached[4][108] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.of_master[ Index(((int)((P4 *)_this)->s), 2) ]);
		now.of_master[ Index(((P4 *)_this)->s, 2) ] = 0;
#ifdef VAR_RANGES
		logval("of_master[Job:s]", ((int)now.of_master[ Index(((int)((P4 *)_this)->s), 2) ]));
#endif
		;
		/* merge: via[s] = 0(116, 109, 116) */
		reached[4][109] = 1;
		(trpt+1)->bup.ovals[3] = ((int)now.via[ Index(((int)((P4 *)_this)->s), 2) ]);
		now.via[ Index(((P4 *)_this)->s, 2) ] = 0;
#ifdef VAR_RANGES
		logval("via[Job:s]", ((int)now.via[ Index(((int)((P4 *)_this)->s), 2) ]));
#endif
		;
		_m = 3; goto P999; /* 3 */
	case 110: // STATE 110 - protocol.pml:545 - [(((owner[j]==s)&&(ledger[j]==1)))] (121:0:2 - 1)
		IfNotBlocked
		reached[4][110] = 1;
		if (!(((((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ])==((int)((P4 *)_this)->s))&&(((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==1))))
			continue;
		/* merge: owner[j] = 2(121, 111, 121) */
		reached[4][111] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ]);
		now.owner[ Index(((P4 *)_this)->j, 1) ] = 2;
#ifdef VAR_RANGES
		logval("owner[Job:j]", ((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ]));
#endif
		;
		/* merge: lost_claim[j] = 1(121, 112, 121) */
		reached[4][112] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.lost_claim[ Index(((int)((P4 *)_this)->j), 1) ]);
		now.lost_claim[ Index(((P4 *)_this)->j, 1) ] = 1;
#ifdef VAR_RANGES
		logval("lost_claim[Job:j]", ((int)now.lost_claim[ Index(((int)((P4 *)_this)->j), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 117, 121) */
		reached[4][117] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 111: // STATE 113 - protocol.pml:553 - [(((owner[j]==s)&&(ledger[j]!=1)))] (121:0:1 - 1)
		IfNotBlocked
		reached[4][113] = 1;
		if (!(((((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ])==((int)((P4 *)_this)->s))&&(((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])!=1))))
			continue;
		/* merge: owner[j] = 2(0, 114, 121) */
		reached[4][114] = 1;
		(trpt+1)->bup.oval = ((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ]);
		now.owner[ Index(((P4 *)_this)->j, 1) ] = 2;
#ifdef VAR_RANGES
		logval("owner[Job:j]", ((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 117, 121) */
		reached[4][117] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 112: // STATE 118 - protocol.pml:557 - [((change[j]==(1+s)))] (232:0:1 - 1)
		IfNotBlocked
		reached[4][118] = 1;
		if (!((((int)now.change[ Index(((int)((P4 *)_this)->j), 1) ])==(1+((int)((P4 *)_this)->s)))))
			continue;
		/* merge: change[j] = (2+1)(0, 119, 232) */
		reached[4][119] = 1;
		(trpt+1)->bup.oval = ((int)now.change[ Index(((int)((P4 *)_this)->j), 1) ]);
		now.change[ Index(((P4 *)_this)->j, 1) ] = (2+1);
#ifdef VAR_RANGES
		logval("change[Job:j]", ((int)now.change[ Index(((int)((P4 *)_this)->j), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 122, 232) */
		reached[4][122] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 113: // STATE 124 - protocol.pml:611 - [((busy[m]==(1+s)))] (230:0:1 - 1)
		IfNotBlocked
		reached[4][124] = 1;
		if (!((((int)now.busy[ Index(((int)((P4 *)_this)->m), 1) ])==(1+((int)((P4 *)_this)->s)))))
			continue;
		/* merge: busy[m] = 0(0, 125, 230) */
		reached[4][125] = 1;
		(trpt+1)->bup.oval = ((int)now.busy[ Index(((int)((P4 *)_this)->m), 1) ]);
		now.busy[ Index(((P4 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("busy[Job:m]", ((int)now.busy[ Index(((int)((P4 *)_this)->m), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 114: // STATE 126 - protocol.pml:361 - [((ledger[j]!=0))] (0:0:0 - 1)
		IfNotBlocked
		reached[4][126] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])!=0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 115: // STATE 127 - protocol.pml:324 - [((ledger[j]==0))] (0:0:0 - 1)
		IfNotBlocked
		reached[4][127] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 116: // STATE 128 - protocol.pml:326 - [(refusal[((m*1)+j)])] (135:0:1 - 1)
		IfNotBlocked
		reached[4][128] = 1;
		if (!(((int)now.refusal[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 129, 135) */
		reached[4][129] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 117: // STATE 130 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][130] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(0+3))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(3+3)))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(6+3)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: m */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P4 *)_this)->m;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->m = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals[1] = ((P4 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->j = 0;
		/* merge: .(goto)(377, 134, 377) */
		reached[4][134] = 1;
		;
		/* merge: .(goto)(377, 139, 377) */
		reached[4][139] = 1;
		;
		/* merge: .(goto)(377, 167, 377) */
		reached[4][167] = 1;
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 118: // STATE 132 - protocol.pml:317 - [tell[((m*1)+j)] = (0+3)] (0:377:3 - 1)
		IfNotBlocked
		reached[4][132] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (0+3);
#ifdef VAR_RANGES
		logval("tell[((Job:m*1)+Job:j)]", ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 134, 377) */
		reached[4][134] = 1;
		;
		/* merge: .(goto)(377, 139, 377) */
		reached[4][139] = 1;
		;
		/* merge: .(goto)(377, 167, 377) */
		reached[4][167] = 1;
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 119: // STATE 137 - protocol.pml:327 - [item[((m*1)+j)] = 1] (0:377:3 - 1)
		IfNotBlocked
		reached[4][137] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 1;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 139, 377) */
		reached[4][139] = 1;
		;
		/* merge: .(goto)(377, 167, 377) */
		reached[4][167] = 1;
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 120: // STATE 140 - protocol.pml:333 - [(((ledger[j]==1)&&(owner[j]!=2)))] (147:0:1 - 1)
		IfNotBlocked
		reached[4][140] = 1;
		if (!(((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==1)&&(((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ])!=2))))
			continue;
		/* merge: item[((m*1)+j)] = 3(0, 141, 147) */
		reached[4][141] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 3;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 121: // STATE 142 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+1))||(tell[((m*1)+j)]==(3+1)))||(tell[((m*1)+j)]==(6+1))))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][142] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(0+1))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(3+1)))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(6+1)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: m */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P4 *)_this)->m;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->m = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals[1] = ((P4 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->j = 0;
		/* merge: .(goto)(377, 146, 377) */
		reached[4][146] = 1;
		;
		/* merge: .(goto)(377, 167, 377) */
		reached[4][167] = 1;
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 122: // STATE 144 - protocol.pml:317 - [tell[((m*1)+j)] = (0+1)] (0:377:3 - 1)
		IfNotBlocked
		reached[4][144] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (0+1);
#ifdef VAR_RANGES
		logval("tell[((Job:m*1)+Job:j)]", ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 146, 377) */
		reached[4][146] = 1;
		;
		/* merge: .(goto)(377, 167, 377) */
		reached[4][167] = 1;
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 123: // STATE 148 - protocol.pml:335 - [(((ledger[j]==1)&&!((owner[j]!=2))))] (155:0:1 - 1)
		IfNotBlocked
		reached[4][148] = 1;
		if (!(((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==1)&& !((((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ])!=2)))))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 149, 155) */
		reached[4][149] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 124: // STATE 150 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+2))||(tell[((m*1)+j)]==(3+2)))||(tell[((m*1)+j)]==(6+2))))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][150] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(0+2))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(3+2)))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(6+2)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: m */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P4 *)_this)->m;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->m = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals[1] = ((P4 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->j = 0;
		/* merge: .(goto)(377, 154, 377) */
		reached[4][154] = 1;
		;
		/* merge: .(goto)(377, 167, 377) */
		reached[4][167] = 1;
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 125: // STATE 152 - protocol.pml:317 - [tell[((m*1)+j)] = (0+2)] (0:377:3 - 1)
		IfNotBlocked
		reached[4][152] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (0+2);
#ifdef VAR_RANGES
		logval("tell[((Job:m*1)+Job:j)]", ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 154, 377) */
		reached[4][154] = 1;
		;
		/* merge: .(goto)(377, 167, 377) */
		reached[4][167] = 1;
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 126: // STATE 156 - protocol.pml:336 - [((ledger[j]==2))] (377:0:3 - 1)
		IfNotBlocked
		reached[4][156] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==2)))
			continue;
		/* merge: item[((m*1)+j)] = 2(377, 157, 377) */
		reached[4][157] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 2;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 167, 377) */
		reached[4][167] = 1;
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 127: // STATE 158 - protocol.pml:337 - [((ledger[j]==3))] (165:0:1 - 1)
		IfNotBlocked
		reached[4][158] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==3)))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 159, 165) */
		reached[4][159] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 128: // STATE 160 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][160] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(0+3))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(3+3)))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(6+3)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: m */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P4 *)_this)->m;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->m = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals[1] = ((P4 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->j = 0;
		/* merge: .(goto)(377, 164, 377) */
		reached[4][164] = 1;
		;
		/* merge: .(goto)(377, 167, 377) */
		reached[4][167] = 1;
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 129: // STATE 162 - protocol.pml:317 - [tell[((m*1)+j)] = (0+3)] (0:377:3 - 1)
		IfNotBlocked
		reached[4][162] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (0+3);
#ifdef VAR_RANGES
		logval("tell[((Job:m*1)+Job:j)]", ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 164, 377) */
		reached[4][164] = 1;
		;
		/* merge: .(goto)(377, 167, 377) */
		reached[4][167] = 1;
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 130: // STATE 169 - protocol.pml:362 - [((ledger[j]==0))] (377:0:3 - 1)
		IfNotBlocked
		reached[4][169] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==0)))
			continue;
		/* merge: item[((m*1)+j)] = 1(377, 170, 377) */
		reached[4][170] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 1;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 131: // STATE 171 - protocol.pml:363 - [((ledger[j]==0))] (0:0:0 - 1)
		IfNotBlocked
		reached[4][171] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 132: // STATE 172 - protocol.pml:345 - [((ledger[j]!=0))] (0:0:0 - 1)
		IfNotBlocked
		reached[4][172] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])!=0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 133: // STATE 173 - protocol.pml:324 - [((ledger[j]==0))] (0:0:0 - 1)
		IfNotBlocked
		reached[4][173] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 134: // STATE 174 - protocol.pml:326 - [(refusal[((m*1)+j)])] (181:0:1 - 1)
		IfNotBlocked
		reached[4][174] = 1;
		if (!(((int)now.refusal[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 175, 181) */
		reached[4][175] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 135: // STATE 176 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][176] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(0+3))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(3+3)))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(6+3)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: m */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P4 *)_this)->m;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->m = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals[1] = ((P4 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->j = 0;
		/* merge: .(goto)(377, 180, 377) */
		reached[4][180] = 1;
		;
		/* merge: .(goto)(377, 185, 377) */
		reached[4][185] = 1;
		;
		/* merge: .(goto)(377, 213, 377) */
		reached[4][213] = 1;
		;
		/* merge: .(goto)(377, 226, 377) */
		reached[4][226] = 1;
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 9 */
	case 136: // STATE 178 - protocol.pml:317 - [tell[((m*1)+j)] = (0+3)] (0:377:3 - 1)
		IfNotBlocked
		reached[4][178] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (0+3);
#ifdef VAR_RANGES
		logval("tell[((Job:m*1)+Job:j)]", ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 180, 377) */
		reached[4][180] = 1;
		;
		/* merge: .(goto)(377, 185, 377) */
		reached[4][185] = 1;
		;
		/* merge: .(goto)(377, 213, 377) */
		reached[4][213] = 1;
		;
		/* merge: .(goto)(377, 226, 377) */
		reached[4][226] = 1;
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 9 */
	case 137: // STATE 183 - protocol.pml:327 - [item[((m*1)+j)] = 1] (0:377:3 - 1)
		IfNotBlocked
		reached[4][183] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 1;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 185, 377) */
		reached[4][185] = 1;
		;
		/* merge: .(goto)(377, 213, 377) */
		reached[4][213] = 1;
		;
		/* merge: .(goto)(377, 226, 377) */
		reached[4][226] = 1;
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 138: // STATE 186 - protocol.pml:333 - [(((ledger[j]==1)&&(owner[j]!=2)))] (193:0:1 - 1)
		IfNotBlocked
		reached[4][186] = 1;
		if (!(((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==1)&&(((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ])!=2))))
			continue;
		/* merge: item[((m*1)+j)] = 3(0, 187, 193) */
		reached[4][187] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 3;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 139: // STATE 188 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+1))||(tell[((m*1)+j)]==(3+1)))||(tell[((m*1)+j)]==(6+1))))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][188] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(0+1))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(3+1)))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(6+1)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: m */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P4 *)_this)->m;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->m = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals[1] = ((P4 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->j = 0;
		/* merge: .(goto)(377, 192, 377) */
		reached[4][192] = 1;
		;
		/* merge: .(goto)(377, 213, 377) */
		reached[4][213] = 1;
		;
		/* merge: .(goto)(377, 226, 377) */
		reached[4][226] = 1;
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 140: // STATE 190 - protocol.pml:317 - [tell[((m*1)+j)] = (0+1)] (0:377:3 - 1)
		IfNotBlocked
		reached[4][190] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (0+1);
#ifdef VAR_RANGES
		logval("tell[((Job:m*1)+Job:j)]", ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 192, 377) */
		reached[4][192] = 1;
		;
		/* merge: .(goto)(377, 213, 377) */
		reached[4][213] = 1;
		;
		/* merge: .(goto)(377, 226, 377) */
		reached[4][226] = 1;
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 141: // STATE 194 - protocol.pml:335 - [(((ledger[j]==1)&&!((owner[j]!=2))))] (201:0:1 - 1)
		IfNotBlocked
		reached[4][194] = 1;
		if (!(((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==1)&& !((((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ])!=2)))))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 195, 201) */
		reached[4][195] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 142: // STATE 196 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+2))||(tell[((m*1)+j)]==(3+2)))||(tell[((m*1)+j)]==(6+2))))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][196] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(0+2))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(3+2)))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(6+2)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: m */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P4 *)_this)->m;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->m = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals[1] = ((P4 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->j = 0;
		/* merge: .(goto)(377, 200, 377) */
		reached[4][200] = 1;
		;
		/* merge: .(goto)(377, 213, 377) */
		reached[4][213] = 1;
		;
		/* merge: .(goto)(377, 226, 377) */
		reached[4][226] = 1;
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 143: // STATE 198 - protocol.pml:317 - [tell[((m*1)+j)] = (0+2)] (0:377:3 - 1)
		IfNotBlocked
		reached[4][198] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (0+2);
#ifdef VAR_RANGES
		logval("tell[((Job:m*1)+Job:j)]", ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 200, 377) */
		reached[4][200] = 1;
		;
		/* merge: .(goto)(377, 213, 377) */
		reached[4][213] = 1;
		;
		/* merge: .(goto)(377, 226, 377) */
		reached[4][226] = 1;
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 144: // STATE 202 - protocol.pml:336 - [((ledger[j]==2))] (377:0:3 - 1)
		IfNotBlocked
		reached[4][202] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==2)))
			continue;
		/* merge: item[((m*1)+j)] = 2(377, 203, 377) */
		reached[4][203] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 2;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 213, 377) */
		reached[4][213] = 1;
		;
		/* merge: .(goto)(377, 226, 377) */
		reached[4][226] = 1;
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 145: // STATE 204 - protocol.pml:337 - [((ledger[j]==3))] (211:0:1 - 1)
		IfNotBlocked
		reached[4][204] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==3)))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 205, 211) */
		reached[4][205] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 146: // STATE 206 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][206] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(0+3))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(3+3)))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(6+3)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: m */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P4 *)_this)->m;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->m = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals[1] = ((P4 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->j = 0;
		/* merge: .(goto)(377, 210, 377) */
		reached[4][210] = 1;
		;
		/* merge: .(goto)(377, 213, 377) */
		reached[4][213] = 1;
		;
		/* merge: .(goto)(377, 226, 377) */
		reached[4][226] = 1;
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 147: // STATE 208 - protocol.pml:317 - [tell[((m*1)+j)] = (0+3)] (0:377:3 - 1)
		IfNotBlocked
		reached[4][208] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (0+3);
#ifdef VAR_RANGES
		logval("tell[((Job:m*1)+Job:j)]", ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 210, 377) */
		reached[4][210] = 1;
		;
		/* merge: .(goto)(377, 213, 377) */
		reached[4][213] = 1;
		;
		/* merge: .(goto)(377, 226, 377) */
		reached[4][226] = 1;
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 148: // STATE 216 - protocol.pml:348 - [assert(((ledger[j]==0)||(ledger[j]==3)))] (0:224:2 - 1)
		IfNotBlocked
		reached[4][216] = 1;
		spin_assert(((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==0)||(((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==3)), "((ledger[j]==0)||(ledger[j]==3))", II, tt, t);
		/* merge: refusal[((m*1)+j)] = 1(224, 217, 224) */
		reached[4][217] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.refusal[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.refusal[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 1;
#ifdef VAR_RANGES
		logval("refusal[((Job:m*1)+Job:j)]", ((int)now.refusal[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: item[((m*1)+j)] = 4(224, 218, 224) */
		reached[4][218] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 149: // STATE 219 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][219] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(0+3))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(3+3)))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(6+3)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: m */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P4 *)_this)->m;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->m = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals[1] = ((P4 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->j = 0;
		/* merge: .(goto)(377, 223, 377) */
		reached[4][223] = 1;
		;
		/* merge: .(goto)(377, 226, 377) */
		reached[4][226] = 1;
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 150: // STATE 221 - protocol.pml:317 - [tell[((m*1)+j)] = (0+3)] (0:377:3 - 1)
		IfNotBlocked
		reached[4][221] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (0+3);
#ifdef VAR_RANGES
		logval("tell[((Job:m*1)+Job:j)]", ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 223, 377) */
		reached[4][223] = 1;
		;
		/* merge: .(goto)(377, 226, 377) */
		reached[4][226] = 1;
		;
		/* merge: .(goto)(377, 229, 377) */
		reached[4][229] = 1;
		;
		/* merge: .(goto)(377, 233, 377) */
		reached[4][233] = 1;
		;
		/* merge: m = 0(377, 234, 377) */
		reached[4][234] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 151: // STATE 234 - protocol.pml:614 - [m = 0] (0:377:2 - 40)
		IfNotBlocked
		reached[4][234] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 235, 377) */
		reached[4][235] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 152: // STATE 237 - protocol.pml:615 - [(((faults>0)&&(phase[s]!=0)))] (0:0:0 - 1)
		IfNotBlocked
		reached[4][237] = 1;
		if (!(((((int)now.faults)>0)&&(((int)now.phase[ Index(((int)((P4 *)_this)->s), 2) ])!=0))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 153: // STATE 238 - protocol.pml:50 - [((faults==255))] (263:0:2 - 1)
		IfNotBlocked
		reached[4][238] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		/* merge: .(goto)(263, 242, 263) */
		reached[4][242] = 1;
		;
		/* merge: m = of_master[s](263, 244, 263) */
		reached[4][244] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = ((int)now.of_master[ Index(((int)((P4 *)_this)->s), 2) ]);
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = of_jid[s](263, 245, 263) */
		reached[4][245] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = ((int)now.of_jid[ Index(((int)((P4 *)_this)->s), 2) ]);
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		_m = 3; goto P999; /* 3 */
	case 154: // STATE 240 - protocol.pml:50 - [faults = (faults-1)] (0:263:3 - 1)
		IfNotBlocked
		reached[4][240] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: .(goto)(263, 242, 263) */
		reached[4][242] = 1;
		;
		/* merge: m = of_master[s](263, 244, 263) */
		reached[4][244] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = ((int)now.of_master[ Index(((int)((P4 *)_this)->s), 2) ]);
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = of_jid[s](263, 245, 263) */
		reached[4][245] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = ((int)now.of_jid[ Index(((int)((P4 *)_this)->s), 2) ]);
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		_m = 3; goto P999; /* 3 */
	case 155: // STATE 244 - protocol.pml:617 - [m = of_master[s]] (0:263:2 - 3)
		IfNotBlocked
		reached[4][244] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = ((int)now.of_master[ Index(((int)((P4 *)_this)->s), 2) ]);
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = of_jid[s](263, 245, 263) */
		reached[4][245] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = ((int)now.of_jid[ Index(((int)((P4 *)_this)->s), 2) ]);
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 156: // STATE 246 - protocol.pml:543 - [phase[s] = 0] (0:256:4 - 1)
		IfNotBlocked
		reached[4][246] = 1;
		(trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((int)now.phase[ Index(((int)((P4 *)_this)->s), 2) ]);
		now.phase[ Index(((P4 *)_this)->s, 2) ] = 0;
#ifdef VAR_RANGES
		logval("phase[Job:s]", ((int)now.phase[ Index(((int)((P4 *)_this)->s), 2) ]));
#endif
		;
		/* merge: of_jid[s] = 0(256, 247, 256) */
		reached[4][247] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.of_jid[ Index(((int)((P4 *)_this)->s), 2) ]);
		now.of_jid[ Index(((P4 *)_this)->s, 2) ] = 0;
#ifdef VAR_RANGES
		logval("of_jid[Job:s]", ((int)now.of_jid[ Index(((int)((P4 *)_this)->s), 2) ]));
#endif
		;
		/* merge: of_master[s] = 0(256, 248, 256) */
		reached[4][248] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.of_master[ Index(((int)((P4 *)_this)->s), 2) ]);
		now.of_master[ Index(((P4 *)_this)->s, 2) ] = 0;
#ifdef VAR_RANGES
		logval("of_master[Job:s]", ((int)now.of_master[ Index(((int)((P4 *)_this)->s), 2) ]));
#endif
		;
		/* merge: via[s] = 0(256, 249, 256) */
		reached[4][249] = 1;
		(trpt+1)->bup.ovals[3] = ((int)now.via[ Index(((int)((P4 *)_this)->s), 2) ]);
		now.via[ Index(((P4 *)_this)->s, 2) ] = 0;
#ifdef VAR_RANGES
		logval("via[Job:s]", ((int)now.via[ Index(((int)((P4 *)_this)->s), 2) ]));
#endif
		;
		_m = 3; goto P999; /* 3 */
	case 157: // STATE 250 - protocol.pml:545 - [(((owner[j]==s)&&(ledger[j]==1)))] (261:0:2 - 1)
		IfNotBlocked
		reached[4][250] = 1;
		if (!(((((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ])==((int)((P4 *)_this)->s))&&(((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==1))))
			continue;
		/* merge: owner[j] = 2(261, 251, 261) */
		reached[4][251] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ]);
		now.owner[ Index(((P4 *)_this)->j, 1) ] = 2;
#ifdef VAR_RANGES
		logval("owner[Job:j]", ((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ]));
#endif
		;
		/* merge: lost_claim[j] = 1(261, 252, 261) */
		reached[4][252] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.lost_claim[ Index(((int)((P4 *)_this)->j), 1) ]);
		now.lost_claim[ Index(((P4 *)_this)->j, 1) ] = 1;
#ifdef VAR_RANGES
		logval("lost_claim[Job:j]", ((int)now.lost_claim[ Index(((int)((P4 *)_this)->j), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 257, 261) */
		reached[4][257] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 158: // STATE 253 - protocol.pml:553 - [(((owner[j]==s)&&(ledger[j]!=1)))] (261:0:1 - 1)
		IfNotBlocked
		reached[4][253] = 1;
		if (!(((((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ])==((int)((P4 *)_this)->s))&&(((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])!=1))))
			continue;
		/* merge: owner[j] = 2(0, 254, 261) */
		reached[4][254] = 1;
		(trpt+1)->bup.oval = ((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ]);
		now.owner[ Index(((P4 *)_this)->j, 1) ] = 2;
#ifdef VAR_RANGES
		logval("owner[Job:j]", ((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 257, 261) */
		reached[4][257] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 159: // STATE 258 - protocol.pml:557 - [((change[j]==(1+s)))] (372:0:1 - 1)
		IfNotBlocked
		reached[4][258] = 1;
		if (!((((int)now.change[ Index(((int)((P4 *)_this)->j), 1) ])==(1+((int)((P4 *)_this)->s)))))
			continue;
		/* merge: change[j] = (2+1)(0, 259, 372) */
		reached[4][259] = 1;
		(trpt+1)->bup.oval = ((int)now.change[ Index(((int)((P4 *)_this)->j), 1) ]);
		now.change[ Index(((P4 *)_this)->j, 1) ] = (2+1);
#ifdef VAR_RANGES
		logval("change[Job:j]", ((int)now.change[ Index(((int)((P4 *)_this)->j), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 262, 372) */
		reached[4][262] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 160: // STATE 264 - protocol.pml:620 - [((busy[m]==(1+s)))] (370:0:1 - 1)
		IfNotBlocked
		reached[4][264] = 1;
		if (!((((int)now.busy[ Index(((int)((P4 *)_this)->m), 1) ])==(1+((int)((P4 *)_this)->s)))))
			continue;
		/* merge: busy[m] = 0(0, 265, 370) */
		reached[4][265] = 1;
		(trpt+1)->bup.oval = ((int)now.busy[ Index(((int)((P4 *)_this)->m), 1) ]);
		now.busy[ Index(((P4 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("busy[Job:m]", ((int)now.busy[ Index(((int)((P4 *)_this)->m), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 161: // STATE 266 - protocol.pml:361 - [((ledger[j]!=0))] (0:0:0 - 1)
		IfNotBlocked
		reached[4][266] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])!=0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 162: // STATE 267 - protocol.pml:324 - [((ledger[j]==0))] (0:0:0 - 1)
		IfNotBlocked
		reached[4][267] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 163: // STATE 268 - protocol.pml:326 - [(refusal[((m*1)+j)])] (275:0:1 - 1)
		IfNotBlocked
		reached[4][268] = 1;
		if (!(((int)now.refusal[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 269, 275) */
		reached[4][269] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 164: // STATE 270 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][270] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(0+3))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(3+3)))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(6+3)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: m */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P4 *)_this)->m;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->m = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals[1] = ((P4 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->j = 0;
		/* merge: .(goto)(377, 274, 377) */
		reached[4][274] = 1;
		;
		/* merge: .(goto)(377, 279, 377) */
		reached[4][279] = 1;
		;
		/* merge: .(goto)(377, 307, 377) */
		reached[4][307] = 1;
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 165: // STATE 272 - protocol.pml:317 - [tell[((m*1)+j)] = (0+3)] (0:377:3 - 1)
		IfNotBlocked
		reached[4][272] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (0+3);
#ifdef VAR_RANGES
		logval("tell[((Job:m*1)+Job:j)]", ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 274, 377) */
		reached[4][274] = 1;
		;
		/* merge: .(goto)(377, 279, 377) */
		reached[4][279] = 1;
		;
		/* merge: .(goto)(377, 307, 377) */
		reached[4][307] = 1;
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 166: // STATE 277 - protocol.pml:327 - [item[((m*1)+j)] = 1] (0:377:3 - 1)
		IfNotBlocked
		reached[4][277] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 1;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 279, 377) */
		reached[4][279] = 1;
		;
		/* merge: .(goto)(377, 307, 377) */
		reached[4][307] = 1;
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 167: // STATE 280 - protocol.pml:333 - [(((ledger[j]==1)&&(owner[j]!=2)))] (287:0:1 - 1)
		IfNotBlocked
		reached[4][280] = 1;
		if (!(((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==1)&&(((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ])!=2))))
			continue;
		/* merge: item[((m*1)+j)] = 3(0, 281, 287) */
		reached[4][281] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 3;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 168: // STATE 282 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+1))||(tell[((m*1)+j)]==(3+1)))||(tell[((m*1)+j)]==(6+1))))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][282] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(0+1))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(3+1)))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(6+1)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: m */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P4 *)_this)->m;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->m = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals[1] = ((P4 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->j = 0;
		/* merge: .(goto)(377, 286, 377) */
		reached[4][286] = 1;
		;
		/* merge: .(goto)(377, 307, 377) */
		reached[4][307] = 1;
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 169: // STATE 284 - protocol.pml:317 - [tell[((m*1)+j)] = (0+1)] (0:377:3 - 1)
		IfNotBlocked
		reached[4][284] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (0+1);
#ifdef VAR_RANGES
		logval("tell[((Job:m*1)+Job:j)]", ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 286, 377) */
		reached[4][286] = 1;
		;
		/* merge: .(goto)(377, 307, 377) */
		reached[4][307] = 1;
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 170: // STATE 288 - protocol.pml:335 - [(((ledger[j]==1)&&!((owner[j]!=2))))] (295:0:1 - 1)
		IfNotBlocked
		reached[4][288] = 1;
		if (!(((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==1)&& !((((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ])!=2)))))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 289, 295) */
		reached[4][289] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 171: // STATE 290 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+2))||(tell[((m*1)+j)]==(3+2)))||(tell[((m*1)+j)]==(6+2))))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][290] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(0+2))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(3+2)))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(6+2)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: m */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P4 *)_this)->m;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->m = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals[1] = ((P4 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->j = 0;
		/* merge: .(goto)(377, 294, 377) */
		reached[4][294] = 1;
		;
		/* merge: .(goto)(377, 307, 377) */
		reached[4][307] = 1;
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 172: // STATE 292 - protocol.pml:317 - [tell[((m*1)+j)] = (0+2)] (0:377:3 - 1)
		IfNotBlocked
		reached[4][292] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (0+2);
#ifdef VAR_RANGES
		logval("tell[((Job:m*1)+Job:j)]", ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 294, 377) */
		reached[4][294] = 1;
		;
		/* merge: .(goto)(377, 307, 377) */
		reached[4][307] = 1;
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 173: // STATE 296 - protocol.pml:336 - [((ledger[j]==2))] (377:0:3 - 1)
		IfNotBlocked
		reached[4][296] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==2)))
			continue;
		/* merge: item[((m*1)+j)] = 2(377, 297, 377) */
		reached[4][297] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 2;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 307, 377) */
		reached[4][307] = 1;
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 174: // STATE 298 - protocol.pml:337 - [((ledger[j]==3))] (305:0:1 - 1)
		IfNotBlocked
		reached[4][298] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==3)))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 299, 305) */
		reached[4][299] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 175: // STATE 300 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][300] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(0+3))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(3+3)))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(6+3)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: m */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P4 *)_this)->m;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->m = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals[1] = ((P4 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->j = 0;
		/* merge: .(goto)(377, 304, 377) */
		reached[4][304] = 1;
		;
		/* merge: .(goto)(377, 307, 377) */
		reached[4][307] = 1;
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 176: // STATE 302 - protocol.pml:317 - [tell[((m*1)+j)] = (0+3)] (0:377:3 - 1)
		IfNotBlocked
		reached[4][302] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (0+3);
#ifdef VAR_RANGES
		logval("tell[((Job:m*1)+Job:j)]", ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 304, 377) */
		reached[4][304] = 1;
		;
		/* merge: .(goto)(377, 307, 377) */
		reached[4][307] = 1;
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 177: // STATE 309 - protocol.pml:362 - [((ledger[j]==0))] (377:0:3 - 1)
		IfNotBlocked
		reached[4][309] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==0)))
			continue;
		/* merge: item[((m*1)+j)] = 1(377, 310, 377) */
		reached[4][310] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 1;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 178: // STATE 311 - protocol.pml:363 - [((ledger[j]==0))] (0:0:0 - 1)
		IfNotBlocked
		reached[4][311] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 179: // STATE 312 - protocol.pml:345 - [((ledger[j]!=0))] (0:0:0 - 1)
		IfNotBlocked
		reached[4][312] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])!=0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 180: // STATE 313 - protocol.pml:324 - [((ledger[j]==0))] (0:0:0 - 1)
		IfNotBlocked
		reached[4][313] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 181: // STATE 314 - protocol.pml:326 - [(refusal[((m*1)+j)])] (321:0:1 - 1)
		IfNotBlocked
		reached[4][314] = 1;
		if (!(((int)now.refusal[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 315, 321) */
		reached[4][315] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 182: // STATE 316 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][316] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(0+3))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(3+3)))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(6+3)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: m */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P4 *)_this)->m;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->m = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals[1] = ((P4 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->j = 0;
		/* merge: .(goto)(377, 320, 377) */
		reached[4][320] = 1;
		;
		/* merge: .(goto)(377, 325, 377) */
		reached[4][325] = 1;
		;
		/* merge: .(goto)(377, 353, 377) */
		reached[4][353] = 1;
		;
		/* merge: .(goto)(377, 366, 377) */
		reached[4][366] = 1;
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 9 */
	case 183: // STATE 318 - protocol.pml:317 - [tell[((m*1)+j)] = (0+3)] (0:377:3 - 1)
		IfNotBlocked
		reached[4][318] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (0+3);
#ifdef VAR_RANGES
		logval("tell[((Job:m*1)+Job:j)]", ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 320, 377) */
		reached[4][320] = 1;
		;
		/* merge: .(goto)(377, 325, 377) */
		reached[4][325] = 1;
		;
		/* merge: .(goto)(377, 353, 377) */
		reached[4][353] = 1;
		;
		/* merge: .(goto)(377, 366, 377) */
		reached[4][366] = 1;
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 9 */
	case 184: // STATE 323 - protocol.pml:327 - [item[((m*1)+j)] = 1] (0:377:3 - 1)
		IfNotBlocked
		reached[4][323] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 1;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 325, 377) */
		reached[4][325] = 1;
		;
		/* merge: .(goto)(377, 353, 377) */
		reached[4][353] = 1;
		;
		/* merge: .(goto)(377, 366, 377) */
		reached[4][366] = 1;
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 185: // STATE 326 - protocol.pml:333 - [(((ledger[j]==1)&&(owner[j]!=2)))] (333:0:1 - 1)
		IfNotBlocked
		reached[4][326] = 1;
		if (!(((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==1)&&(((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ])!=2))))
			continue;
		/* merge: item[((m*1)+j)] = 3(0, 327, 333) */
		reached[4][327] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 3;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 186: // STATE 328 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+1))||(tell[((m*1)+j)]==(3+1)))||(tell[((m*1)+j)]==(6+1))))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][328] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(0+1))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(3+1)))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(6+1)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: m */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P4 *)_this)->m;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->m = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals[1] = ((P4 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->j = 0;
		/* merge: .(goto)(377, 332, 377) */
		reached[4][332] = 1;
		;
		/* merge: .(goto)(377, 353, 377) */
		reached[4][353] = 1;
		;
		/* merge: .(goto)(377, 366, 377) */
		reached[4][366] = 1;
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 187: // STATE 330 - protocol.pml:317 - [tell[((m*1)+j)] = (0+1)] (0:377:3 - 1)
		IfNotBlocked
		reached[4][330] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (0+1);
#ifdef VAR_RANGES
		logval("tell[((Job:m*1)+Job:j)]", ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 332, 377) */
		reached[4][332] = 1;
		;
		/* merge: .(goto)(377, 353, 377) */
		reached[4][353] = 1;
		;
		/* merge: .(goto)(377, 366, 377) */
		reached[4][366] = 1;
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 188: // STATE 334 - protocol.pml:335 - [(((ledger[j]==1)&&!((owner[j]!=2))))] (341:0:1 - 1)
		IfNotBlocked
		reached[4][334] = 1;
		if (!(((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==1)&& !((((int)now.owner[ Index(((int)((P4 *)_this)->j), 1) ])!=2)))))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 335, 341) */
		reached[4][335] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 189: // STATE 336 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+2))||(tell[((m*1)+j)]==(3+2)))||(tell[((m*1)+j)]==(6+2))))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][336] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(0+2))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(3+2)))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(6+2)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: m */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P4 *)_this)->m;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->m = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals[1] = ((P4 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->j = 0;
		/* merge: .(goto)(377, 340, 377) */
		reached[4][340] = 1;
		;
		/* merge: .(goto)(377, 353, 377) */
		reached[4][353] = 1;
		;
		/* merge: .(goto)(377, 366, 377) */
		reached[4][366] = 1;
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 190: // STATE 338 - protocol.pml:317 - [tell[((m*1)+j)] = (0+2)] (0:377:3 - 1)
		IfNotBlocked
		reached[4][338] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (0+2);
#ifdef VAR_RANGES
		logval("tell[((Job:m*1)+Job:j)]", ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 340, 377) */
		reached[4][340] = 1;
		;
		/* merge: .(goto)(377, 353, 377) */
		reached[4][353] = 1;
		;
		/* merge: .(goto)(377, 366, 377) */
		reached[4][366] = 1;
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 191: // STATE 342 - protocol.pml:336 - [((ledger[j]==2))] (377:0:3 - 1)
		IfNotBlocked
		reached[4][342] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==2)))
			continue;
		/* merge: item[((m*1)+j)] = 2(377, 343, 377) */
		reached[4][343] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 2;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 353, 377) */
		reached[4][353] = 1;
		;
		/* merge: .(goto)(377, 366, 377) */
		reached[4][366] = 1;
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 192: // STATE 344 - protocol.pml:337 - [((ledger[j]==3))] (351:0:1 - 1)
		IfNotBlocked
		reached[4][344] = 1;
		if (!((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==3)))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 345, 351) */
		reached[4][345] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 193: // STATE 346 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][346] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(0+3))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(3+3)))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(6+3)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: m */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P4 *)_this)->m;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->m = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals[1] = ((P4 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->j = 0;
		/* merge: .(goto)(377, 350, 377) */
		reached[4][350] = 1;
		;
		/* merge: .(goto)(377, 353, 377) */
		reached[4][353] = 1;
		;
		/* merge: .(goto)(377, 366, 377) */
		reached[4][366] = 1;
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 194: // STATE 348 - protocol.pml:317 - [tell[((m*1)+j)] = (0+3)] (0:377:3 - 1)
		IfNotBlocked
		reached[4][348] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (0+3);
#ifdef VAR_RANGES
		logval("tell[((Job:m*1)+Job:j)]", ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 350, 377) */
		reached[4][350] = 1;
		;
		/* merge: .(goto)(377, 353, 377) */
		reached[4][353] = 1;
		;
		/* merge: .(goto)(377, 366, 377) */
		reached[4][366] = 1;
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 195: // STATE 356 - protocol.pml:348 - [assert(((ledger[j]==0)||(ledger[j]==3)))] (0:364:2 - 1)
		IfNotBlocked
		reached[4][356] = 1;
		spin_assert(((((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==0)||(((int)now.ledger[ Index(((int)((P4 *)_this)->j), 1) ])==3)), "((ledger[j]==0)||(ledger[j]==3))", II, tt, t);
		/* merge: refusal[((m*1)+j)] = 1(364, 357, 364) */
		reached[4][357] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.refusal[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.refusal[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 1;
#ifdef VAR_RANGES
		logval("refusal[((Job:m*1)+Job:j)]", ((int)now.refusal[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: item[((m*1)+j)] = 4(364, 358, 364) */
		reached[4][358] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.item[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Job:m*1)+Job:j)]", ((int)now.item[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 196: // STATE 359 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))] (377:0:4 - 1)
		IfNotBlocked
		reached[4][359] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(0+3))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(3+3)))||(((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ])==(6+3)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: m */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P4 *)_this)->m;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->m = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: j */  (trpt+1)->bup.ovals[1] = ((P4 *)_this)->j;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P4 *)_this)->j = 0;
		/* merge: .(goto)(377, 363, 377) */
		reached[4][363] = 1;
		;
		/* merge: .(goto)(377, 366, 377) */
		reached[4][366] = 1;
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 197: // STATE 361 - protocol.pml:317 - [tell[((m*1)+j)] = (0+3)] (0:377:3 - 1)
		IfNotBlocked
		reached[4][361] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P4 *)_this)->m*1)+((P4 *)_this)->j), 1) ] = (0+3);
#ifdef VAR_RANGES
		logval("tell[((Job:m*1)+Job:j)]", ((int)now.tell[ Index(((((int)((P4 *)_this)->m)*1)+((int)((P4 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(377, 363, 377) */
		reached[4][363] = 1;
		;
		/* merge: .(goto)(377, 366, 377) */
		reached[4][366] = 1;
		;
		/* merge: .(goto)(377, 369, 377) */
		reached[4][369] = 1;
		;
		/* merge: .(goto)(377, 373, 377) */
		reached[4][373] = 1;
		;
		/* merge: m = 0(377, 374, 377) */
		reached[4][374] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 198: // STATE 374 - protocol.pml:623 - [m = 0] (0:377:2 - 40)
		IfNotBlocked
		reached[4][374] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P4 *)_this)->m);
		((P4 *)_this)->m = 0;
#ifdef VAR_RANGES
		logval("Job:m", ((int)((P4 *)_this)->m));
#endif
		;
		/* merge: j = 0(377, 375, 377) */
		reached[4][375] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P4 *)_this)->j);
		((P4 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Job:j", ((int)((P4 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 378, 377) */
		reached[4][378] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 199: // STATE 380 - protocol.pml:628 - [-end-] (0:0:0 - 1)
		IfNotBlocked
		reached[4][380] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC Item */
	case 200: // STATE 1 - protocol.pml:488 - [(((((link[m]==3)&&!((taken[0]||busy[0])))&&1)&&((item[((m*1)+j)]==1)||(((item[((m*1)+j)]==2)&&!(held[((m*1)+j)]))&&!(sent[((m*1)+j)])))))] (13:0:1 - 1)
		IfNotBlocked
		reached[3][1] = 1;
		if (!(((((((int)now.link[ Index(((int)((P3 *)_this)->m), 1) ])==3)&& !((((int)now.taken[0])||((int)now.busy[0]))))&&1)&&((((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==1)||(((((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==2)&& !(((int)now.held[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])))&& !(((int)now.sent[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])))))))
			continue;
		/* merge: taken[m] = (1+j)(0, 2, 13) */
		reached[3][2] = 1;
		(trpt+1)->bup.oval = ((int)now.taken[ Index(((int)((P3 *)_this)->m), 1) ]);
		now.taken[ Index(((P3 *)_this)->m, 1) ] = (1+((int)((P3 *)_this)->j));
#ifdef VAR_RANGES
		logval("taken[Item:m]", ((int)now.taken[ Index(((int)((P3 *)_this)->m), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 201: // STATE 3 - protocol.pml:184 - [up[m] = (up[m]|(1<<(1+j)))] (0:350:1 - 1)
		IfNotBlocked
		reached[3][3] = 1;
		(trpt+1)->bup.oval = now.up[ Index(((int)((P3 *)_this)->m), 1) ];
		now.up[ Index(((P3 *)_this)->m, 1) ] = (now.up[ Index(((int)((P3 *)_this)->m), 1) ]|(1<<(1+((int)((P3 *)_this)->j))));
#ifdef VAR_RANGES
		logval("up[Item:m]", now.up[ Index(((int)((P3 *)_this)->m), 1) ]);
#endif
		;
		/* merge: .(goto)(350, 12, 350) */
		reached[3][12] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 202: // STATE 12 - protocol.pml:187 - [.(goto)] (0:350:0 - 2)
		IfNotBlocked
		reached[3][12] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 203: // STATE 4 - protocol.pml:185 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][4] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 204: // STATE 5 - protocol.pml:50 - [((faults==255))] (350:0:0 - 1)
		IfNotBlocked
		reached[3][5] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		/* merge: .(goto)(350, 9, 350) */
		reached[3][9] = 1;
		;
		/* merge: .(goto)(350, 12, 350) */
		reached[3][12] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 205: // STATE 9 - protocol.pml:50 - [.(goto)] (0:350:0 - 2)
		IfNotBlocked
		reached[3][9] = 1;
		;
		/* merge: .(goto)(350, 12, 350) */
		reached[3][12] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 206: // STATE 7 - protocol.pml:50 - [faults = (faults-1)] (0:350:1 - 1)
		IfNotBlocked
		reached[3][7] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: .(goto)(350, 9, 350) */
		reached[3][9] = 1;
		;
		/* merge: .(goto)(350, 12, 350) */
		reached[3][12] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 207: // STATE 15 - protocol.pml:494 - [(((down[m]&(1<<(4+j)))&&(taken[m]!=(1+j))))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][15] = 1;
		if (!(((now.down[ Index(((int)((P3 *)_this)->m), 1) ]&(1<<(4+((int)((P3 *)_this)->j))))&&(((int)now.taken[ Index(((int)((P3 *)_this)->m), 1) ])!=(1+((int)((P3 *)_this)->j))))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 208: // STATE 16 - protocol.pml:190 - [down[m] = (down[m]&~((1<<(4+j))))] (0:350:1 - 1)
		IfNotBlocked
		reached[3][16] = 1;
		(trpt+1)->bup.oval = now.down[ Index(((int)((P3 *)_this)->m), 1) ];
		now.down[ Index(((P3 *)_this)->m, 1) ] = (now.down[ Index(((int)((P3 *)_this)->m), 1) ]& ~((1<<(4+((int)((P3 *)_this)->j)))));
#ifdef VAR_RANGES
		logval("down[Item:m]", now.down[ Index(((int)((P3 *)_this)->m), 1) ]);
#endif
		;
		/* merge: .(goto)(350, 25, 350) */
		reached[3][25] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 209: // STATE 25 - protocol.pml:193 - [.(goto)] (0:350:0 - 2)
		IfNotBlocked
		reached[3][25] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 210: // STATE 17 - protocol.pml:191 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][17] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 211: // STATE 18 - protocol.pml:50 - [((faults==255))] (350:0:0 - 1)
		IfNotBlocked
		reached[3][18] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		/* merge: .(goto)(350, 22, 350) */
		reached[3][22] = 1;
		;
		/* merge: .(goto)(350, 25, 350) */
		reached[3][25] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 212: // STATE 22 - protocol.pml:50 - [.(goto)] (0:350:0 - 2)
		IfNotBlocked
		reached[3][22] = 1;
		;
		/* merge: .(goto)(350, 25, 350) */
		reached[3][25] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 213: // STATE 20 - protocol.pml:50 - [faults = (faults-1)] (0:350:1 - 1)
		IfNotBlocked
		reached[3][20] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: .(goto)(350, 22, 350) */
		reached[3][22] = 1;
		;
		/* merge: .(goto)(350, 25, 350) */
		reached[3][25] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 214: // STATE 28 - protocol.pml:495 - [((((down[m]&(1<<(4+j)))&&(taken[m]==(1+j)))&&((phase[0]==0)||(phase[1]==0))))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][28] = 1;
		if (!((((now.down[ Index(((int)((P3 *)_this)->m), 1) ]&(1<<(4+((int)((P3 *)_this)->j))))&&(((int)now.taken[ Index(((int)((P3 *)_this)->m), 1) ])==(1+((int)((P3 *)_this)->j))))&&((((int)now.phase[0])==0)||(((int)now.phase[1])==0)))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 215: // STATE 29 - protocol.pml:190 - [down[m] = (down[m]&~((1<<(4+j))))] (0:82:2 - 1)
		IfNotBlocked
		reached[3][29] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = now.down[ Index(((int)((P3 *)_this)->m), 1) ];
		now.down[ Index(((P3 *)_this)->m, 1) ] = (now.down[ Index(((int)((P3 *)_this)->m), 1) ]& ~((1<<(4+((int)((P3 *)_this)->j)))));
#ifdef VAR_RANGES
		logval("down[Item:m]", now.down[ Index(((int)((P3 *)_this)->m), 1) ]);
#endif
		;
		/* merge: .(goto)(82, 38, 82) */
		reached[3][38] = 1;
		;
		/* merge: taken[m] = 0(82, 40, 82) */
		reached[3][40] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.taken[ Index(((int)((P3 *)_this)->m), 1) ]);
		now.taken[ Index(((P3 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("taken[Item:m]", ((int)now.taken[ Index(((int)((P3 *)_this)->m), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 216: // STATE 30 - protocol.pml:191 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][30] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 217: // STATE 31 - protocol.pml:50 - [((faults==255))] (82:0:1 - 1)
		IfNotBlocked
		reached[3][31] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		/* merge: .(goto)(82, 35, 82) */
		reached[3][35] = 1;
		;
		/* merge: .(goto)(82, 38, 82) */
		reached[3][38] = 1;
		;
		/* merge: taken[m] = 0(82, 40, 82) */
		reached[3][40] = 1;
		(trpt+1)->bup.oval = ((int)now.taken[ Index(((int)((P3 *)_this)->m), 1) ]);
		now.taken[ Index(((P3 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("taken[Item:m]", ((int)now.taken[ Index(((int)((P3 *)_this)->m), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 3 */
	case 218: // STATE 33 - protocol.pml:50 - [faults = (faults-1)] (0:82:2 - 1)
		IfNotBlocked
		reached[3][33] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: .(goto)(82, 35, 82) */
		reached[3][35] = 1;
		;
		/* merge: .(goto)(82, 38, 82) */
		reached[3][38] = 1;
		;
		/* merge: taken[m] = 0(82, 40, 82) */
		reached[3][40] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.taken[ Index(((int)((P3 *)_this)->m), 1) ]);
		now.taken[ Index(((P3 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("taken[Item:m]", ((int)now.taken[ Index(((int)((P3 *)_this)->m), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 3 */
	case 219: // STATE 40 - protocol.pml:497 - [taken[m] = 0] (0:82:1 - 5)
		IfNotBlocked
		reached[3][40] = 1;
		(trpt+1)->bup.oval = ((int)now.taken[ Index(((int)((P3 *)_this)->m), 1) ]);
		now.taken[ Index(((P3 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("taken[Item:m]", ((int)now.taken[ Index(((int)((P3 *)_this)->m), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 220: // STATE 41 - protocol.pml:324 - [((ledger[j]==0))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][41] = 1;
		if (!((((int)now.ledger[ Index(((int)((P3 *)_this)->j), 1) ])==0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 221: // STATE 42 - protocol.pml:326 - [(refusal[((m*1)+j)])] (49:0:1 - 1)
		IfNotBlocked
		reached[3][42] = 1;
		if (!(((int)now.refusal[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 43, 49) */
		reached[3][43] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Item:m*1)+Item:j)]", ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 222: // STATE 44 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][44] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(0+3))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(3+3)))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(6+3)))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 223: // STATE 46 - protocol.pml:317 - [tell[((m*1)+j)] = (0+3)] (0:0:1 - 1)
		IfNotBlocked
		reached[3][46] = 1;
		(trpt+1)->bup.oval = ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = (0+3);
#ifdef VAR_RANGES
		logval("tell[((Item:m*1)+Item:j)]", ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 224: // STATE 51 - protocol.pml:327 - [item[((m*1)+j)] = 1] (0:0:1 - 1)
		IfNotBlocked
		reached[3][51] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 1;
#ifdef VAR_RANGES
		logval("item[((Item:m*1)+Item:j)]", ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 225: // STATE 54 - protocol.pml:333 - [(((ledger[j]==1)&&(owner[j]!=2)))] (61:0:1 - 1)
		IfNotBlocked
		reached[3][54] = 1;
		if (!(((((int)now.ledger[ Index(((int)((P3 *)_this)->j), 1) ])==1)&&(((int)now.owner[ Index(((int)((P3 *)_this)->j), 1) ])!=2))))
			continue;
		/* merge: item[((m*1)+j)] = 3(0, 55, 61) */
		reached[3][55] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 3;
#ifdef VAR_RANGES
		logval("item[((Item:m*1)+Item:j)]", ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 226: // STATE 56 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+1))||(tell[((m*1)+j)]==(3+1)))||(tell[((m*1)+j)]==(6+1))))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][56] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(0+1))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(3+1)))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(6+1)))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 227: // STATE 58 - protocol.pml:317 - [tell[((m*1)+j)] = (0+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[3][58] = 1;
		(trpt+1)->bup.oval = ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = (0+1);
#ifdef VAR_RANGES
		logval("tell[((Item:m*1)+Item:j)]", ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 228: // STATE 62 - protocol.pml:335 - [(((ledger[j]==1)&&!((owner[j]!=2))))] (69:0:1 - 1)
		IfNotBlocked
		reached[3][62] = 1;
		if (!(((((int)now.ledger[ Index(((int)((P3 *)_this)->j), 1) ])==1)&& !((((int)now.owner[ Index(((int)((P3 *)_this)->j), 1) ])!=2)))))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 63, 69) */
		reached[3][63] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Item:m*1)+Item:j)]", ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 229: // STATE 64 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+2))||(tell[((m*1)+j)]==(3+2)))||(tell[((m*1)+j)]==(6+2))))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][64] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(0+2))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(3+2)))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(6+2)))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 230: // STATE 66 - protocol.pml:317 - [tell[((m*1)+j)] = (0+2)] (0:0:1 - 1)
		IfNotBlocked
		reached[3][66] = 1;
		(trpt+1)->bup.oval = ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = (0+2);
#ifdef VAR_RANGES
		logval("tell[((Item:m*1)+Item:j)]", ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 231: // STATE 70 - protocol.pml:336 - [((ledger[j]==2))] (179:0:1 - 1)
		IfNotBlocked
		reached[3][70] = 1;
		if (!((((int)now.ledger[ Index(((int)((P3 *)_this)->j), 1) ])==2)))
			continue;
		/* merge: item[((m*1)+j)] = 2(0, 71, 179) */
		reached[3][71] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 2;
#ifdef VAR_RANGES
		logval("item[((Item:m*1)+Item:j)]", ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 81, 179) */
		reached[3][81] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 232: // STATE 72 - protocol.pml:337 - [((ledger[j]==3))] (79:0:1 - 1)
		IfNotBlocked
		reached[3][72] = 1;
		if (!((((int)now.ledger[ Index(((int)((P3 *)_this)->j), 1) ])==3)))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 73, 79) */
		reached[3][73] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Item:m*1)+Item:j)]", ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 233: // STATE 74 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][74] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(0+3))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(3+3)))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(6+3)))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 234: // STATE 76 - protocol.pml:317 - [tell[((m*1)+j)] = (0+3)] (0:0:1 - 1)
		IfNotBlocked
		reached[3][76] = 1;
		(trpt+1)->bup.oval = ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = (0+3);
#ifdef VAR_RANGES
		logval("tell[((Item:m*1)+Item:j)]", ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 235: // STATE 83 - protocol.pml:500 - [((item[((m*1)+j)]==1))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][83] = 1;
		if (!((((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 236: // STATE 84 - protocol.pml:467 - [i = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[3][84] = 1;
		(trpt+1)->bup.oval = ((int)((P3 *)_this)->i);
		((P3 *)_this)->i = 0;
#ifdef VAR_RANGES
		logval("Item:i", ((int)((P3 *)_this)->i));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 237: // STATE 85 - protocol.pml:469 - [((phase[i]!=0))] (89:0:1 - 1)
		IfNotBlocked
		reached[3][85] = 1;
		if (!((((int)now.phase[ Index(((int)((P3 *)_this)->i), 2) ])!=0)))
			continue;
		/* merge: i = (i+1)(0, 86, 89) */
		reached[3][86] = 1;
		(trpt+1)->bup.oval = ((int)((P3 *)_this)->i);
		((P3 *)_this)->i = (((int)((P3 *)_this)->i)+1);
#ifdef VAR_RANGES
		logval("Item:i", ((int)((P3 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 90, 89) */
		reached[3][90] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 238: // STATE 92 - protocol.pml:472 - [of_jid[i] = j] (0:350:6 - 3)
		IfNotBlocked
		reached[3][92] = 1;
		(trpt+1)->bup.ovals = grab_ints(6);
		(trpt+1)->bup.ovals[0] = ((int)now.of_jid[ Index(((int)((P3 *)_this)->i), 2) ]);
		now.of_jid[ Index(((P3 *)_this)->i, 2) ] = ((int)((P3 *)_this)->j);
#ifdef VAR_RANGES
		logval("of_jid[Item:i]", ((int)now.of_jid[ Index(((int)((P3 *)_this)->i), 2) ]));
#endif
		;
		/* merge: of_master[i] = m(350, 93, 350) */
		reached[3][93] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.of_master[ Index(((int)((P3 *)_this)->i), 2) ]);
		now.of_master[ Index(((P3 *)_this)->i, 2) ] = ((int)((P3 *)_this)->m);
#ifdef VAR_RANGES
		logval("of_master[Item:i]", ((int)now.of_master[ Index(((int)((P3 *)_this)->i), 2) ]));
#endif
		;
		/* merge: via[i] = 1(350, 94, 350) */
		reached[3][94] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.via[ Index(((int)((P3 *)_this)->i), 2) ]);
		now.via[ Index(((P3 *)_this)->i, 2) ] = 1;
#ifdef VAR_RANGES
		logval("via[Item:i]", ((int)now.via[ Index(((int)((P3 *)_this)->i), 2) ]));
#endif
		;
		/* merge: phase[i] = 1(350, 95, 350) */
		reached[3][95] = 1;
		(trpt+1)->bup.ovals[3] = ((int)now.phase[ Index(((int)((P3 *)_this)->i), 2) ]);
		now.phase[ Index(((P3 *)_this)->i, 2) ] = 1;
#ifdef VAR_RANGES
		logval("phase[Item:i]", ((int)now.phase[ Index(((int)((P3 *)_this)->i), 2) ]));
#endif
		;
		/* merge: busy[m] = (1+i)(350, 97, 350) */
		reached[3][97] = 1;
		(trpt+1)->bup.ovals[4] = ((int)now.busy[ Index(((int)((P3 *)_this)->m), 1) ]);
		now.busy[ Index(((P3 *)_this)->m, 1) ] = (1+((int)((P3 *)_this)->i));
#ifdef VAR_RANGES
		logval("busy[Item:m]", ((int)now.busy[ Index(((int)((P3 *)_this)->m), 1) ]));
#endif
		;
		/* merge: i = 0(350, 98, 350) */
		reached[3][98] = 1;
		(trpt+1)->bup.ovals[5] = ((int)((P3 *)_this)->i);
		((P3 *)_this)->i = 0;
#ifdef VAR_RANGES
		logval("Item:i", ((int)((P3 *)_this)->i));
#endif
		;
		/* merge: .(goto)(350, 180, 350) */
		reached[3][180] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 239: // STATE 180 - protocol.pml:504 - [.(goto)] (0:350:0 - 4)
		IfNotBlocked
		reached[3][180] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 240: // STATE 99 - protocol.pml:501 - [(((item[((m*1)+j)]==1)&&(faults>0)))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][99] = 1;
		if (!(((((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==1)&&(((int)now.faults)>0))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 241: // STATE 100 - protocol.pml:50 - [((faults==255))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][100] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 242: // STATE 102 - protocol.pml:50 - [faults = (faults-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[3][102] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 243: // STATE 106 - protocol.pml:345 - [((ledger[j]!=0))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][106] = 1;
		if (!((((int)now.ledger[ Index(((int)((P3 *)_this)->j), 1) ])!=0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 244: // STATE 107 - protocol.pml:324 - [((ledger[j]==0))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][107] = 1;
		if (!((((int)now.ledger[ Index(((int)((P3 *)_this)->j), 1) ])==0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 245: // STATE 108 - protocol.pml:326 - [(refusal[((m*1)+j)])] (115:0:1 - 1)
		IfNotBlocked
		reached[3][108] = 1;
		if (!(((int)now.refusal[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 109, 115) */
		reached[3][109] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Item:m*1)+Item:j)]", ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 246: // STATE 110 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))] (350:0:0 - 1)
		IfNotBlocked
		reached[3][110] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(0+3))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(3+3)))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(6+3)))))
			continue;
		/* merge: .(goto)(350, 114, 350) */
		reached[3][114] = 1;
		;
		/* merge: .(goto)(350, 119, 350) */
		reached[3][119] = 1;
		;
		/* merge: .(goto)(350, 147, 350) */
		reached[3][147] = 1;
		;
		/* merge: .(goto)(350, 160, 350) */
		reached[3][160] = 1;
		;
		/* merge: .(goto)(350, 180, 350) */
		reached[3][180] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 247: // STATE 112 - protocol.pml:317 - [tell[((m*1)+j)] = (0+3)] (0:350:1 - 1)
		IfNotBlocked
		reached[3][112] = 1;
		(trpt+1)->bup.oval = ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = (0+3);
#ifdef VAR_RANGES
		logval("tell[((Item:m*1)+Item:j)]", ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(350, 114, 350) */
		reached[3][114] = 1;
		;
		/* merge: .(goto)(350, 119, 350) */
		reached[3][119] = 1;
		;
		/* merge: .(goto)(350, 147, 350) */
		reached[3][147] = 1;
		;
		/* merge: .(goto)(350, 160, 350) */
		reached[3][160] = 1;
		;
		/* merge: .(goto)(350, 180, 350) */
		reached[3][180] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 248: // STATE 117 - protocol.pml:327 - [item[((m*1)+j)] = 1] (0:350:1 - 1)
		IfNotBlocked
		reached[3][117] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 1;
#ifdef VAR_RANGES
		logval("item[((Item:m*1)+Item:j)]", ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(350, 119, 350) */
		reached[3][119] = 1;
		;
		/* merge: .(goto)(350, 147, 350) */
		reached[3][147] = 1;
		;
		/* merge: .(goto)(350, 160, 350) */
		reached[3][160] = 1;
		;
		/* merge: .(goto)(350, 180, 350) */
		reached[3][180] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 249: // STATE 120 - protocol.pml:333 - [(((ledger[j]==1)&&(owner[j]!=2)))] (127:0:1 - 1)
		IfNotBlocked
		reached[3][120] = 1;
		if (!(((((int)now.ledger[ Index(((int)((P3 *)_this)->j), 1) ])==1)&&(((int)now.owner[ Index(((int)((P3 *)_this)->j), 1) ])!=2))))
			continue;
		/* merge: item[((m*1)+j)] = 3(0, 121, 127) */
		reached[3][121] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 3;
#ifdef VAR_RANGES
		logval("item[((Item:m*1)+Item:j)]", ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 250: // STATE 122 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+1))||(tell[((m*1)+j)]==(3+1)))||(tell[((m*1)+j)]==(6+1))))] (350:0:0 - 1)
		IfNotBlocked
		reached[3][122] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(0+1))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(3+1)))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(6+1)))))
			continue;
		/* merge: .(goto)(350, 126, 350) */
		reached[3][126] = 1;
		;
		/* merge: .(goto)(350, 147, 350) */
		reached[3][147] = 1;
		;
		/* merge: .(goto)(350, 160, 350) */
		reached[3][160] = 1;
		;
		/* merge: .(goto)(350, 180, 350) */
		reached[3][180] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 251: // STATE 124 - protocol.pml:317 - [tell[((m*1)+j)] = (0+1)] (0:350:1 - 1)
		IfNotBlocked
		reached[3][124] = 1;
		(trpt+1)->bup.oval = ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = (0+1);
#ifdef VAR_RANGES
		logval("tell[((Item:m*1)+Item:j)]", ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(350, 126, 350) */
		reached[3][126] = 1;
		;
		/* merge: .(goto)(350, 147, 350) */
		reached[3][147] = 1;
		;
		/* merge: .(goto)(350, 160, 350) */
		reached[3][160] = 1;
		;
		/* merge: .(goto)(350, 180, 350) */
		reached[3][180] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 252: // STATE 128 - protocol.pml:335 - [(((ledger[j]==1)&&!((owner[j]!=2))))] (135:0:1 - 1)
		IfNotBlocked
		reached[3][128] = 1;
		if (!(((((int)now.ledger[ Index(((int)((P3 *)_this)->j), 1) ])==1)&& !((((int)now.owner[ Index(((int)((P3 *)_this)->j), 1) ])!=2)))))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 129, 135) */
		reached[3][129] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Item:m*1)+Item:j)]", ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 253: // STATE 130 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+2))||(tell[((m*1)+j)]==(3+2)))||(tell[((m*1)+j)]==(6+2))))] (350:0:0 - 1)
		IfNotBlocked
		reached[3][130] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(0+2))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(3+2)))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(6+2)))))
			continue;
		/* merge: .(goto)(350, 134, 350) */
		reached[3][134] = 1;
		;
		/* merge: .(goto)(350, 147, 350) */
		reached[3][147] = 1;
		;
		/* merge: .(goto)(350, 160, 350) */
		reached[3][160] = 1;
		;
		/* merge: .(goto)(350, 180, 350) */
		reached[3][180] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 254: // STATE 132 - protocol.pml:317 - [tell[((m*1)+j)] = (0+2)] (0:350:1 - 1)
		IfNotBlocked
		reached[3][132] = 1;
		(trpt+1)->bup.oval = ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = (0+2);
#ifdef VAR_RANGES
		logval("tell[((Item:m*1)+Item:j)]", ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(350, 134, 350) */
		reached[3][134] = 1;
		;
		/* merge: .(goto)(350, 147, 350) */
		reached[3][147] = 1;
		;
		/* merge: .(goto)(350, 160, 350) */
		reached[3][160] = 1;
		;
		/* merge: .(goto)(350, 180, 350) */
		reached[3][180] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 255: // STATE 136 - protocol.pml:336 - [((ledger[j]==2))] (350:0:1 - 1)
		IfNotBlocked
		reached[3][136] = 1;
		if (!((((int)now.ledger[ Index(((int)((P3 *)_this)->j), 1) ])==2)))
			continue;
		/* merge: item[((m*1)+j)] = 2(350, 137, 350) */
		reached[3][137] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 2;
#ifdef VAR_RANGES
		logval("item[((Item:m*1)+Item:j)]", ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(350, 147, 350) */
		reached[3][147] = 1;
		;
		/* merge: .(goto)(350, 160, 350) */
		reached[3][160] = 1;
		;
		/* merge: .(goto)(350, 180, 350) */
		reached[3][180] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 256: // STATE 138 - protocol.pml:337 - [((ledger[j]==3))] (145:0:1 - 1)
		IfNotBlocked
		reached[3][138] = 1;
		if (!((((int)now.ledger[ Index(((int)((P3 *)_this)->j), 1) ])==3)))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 139, 145) */
		reached[3][139] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Item:m*1)+Item:j)]", ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 257: // STATE 140 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))] (350:0:0 - 1)
		IfNotBlocked
		reached[3][140] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(0+3))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(3+3)))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(6+3)))))
			continue;
		/* merge: .(goto)(350, 144, 350) */
		reached[3][144] = 1;
		;
		/* merge: .(goto)(350, 147, 350) */
		reached[3][147] = 1;
		;
		/* merge: .(goto)(350, 160, 350) */
		reached[3][160] = 1;
		;
		/* merge: .(goto)(350, 180, 350) */
		reached[3][180] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 258: // STATE 142 - protocol.pml:317 - [tell[((m*1)+j)] = (0+3)] (0:350:1 - 1)
		IfNotBlocked
		reached[3][142] = 1;
		(trpt+1)->bup.oval = ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = (0+3);
#ifdef VAR_RANGES
		logval("tell[((Item:m*1)+Item:j)]", ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(350, 144, 350) */
		reached[3][144] = 1;
		;
		/* merge: .(goto)(350, 147, 350) */
		reached[3][147] = 1;
		;
		/* merge: .(goto)(350, 160, 350) */
		reached[3][160] = 1;
		;
		/* merge: .(goto)(350, 180, 350) */
		reached[3][180] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 259: // STATE 160 - protocol.pml:353 - [.(goto)] (0:350:0 - 19)
		IfNotBlocked
		reached[3][160] = 1;
		;
		/* merge: .(goto)(350, 180, 350) */
		reached[3][180] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 260: // STATE 150 - protocol.pml:348 - [assert(((ledger[j]==0)||(ledger[j]==3)))] (0:158:2 - 1)
		IfNotBlocked
		reached[3][150] = 1;
		spin_assert(((((int)now.ledger[ Index(((int)((P3 *)_this)->j), 1) ])==0)||(((int)now.ledger[ Index(((int)((P3 *)_this)->j), 1) ])==3)), "((ledger[j]==0)||(ledger[j]==3))", II, tt, t);
		/* merge: refusal[((m*1)+j)] = 1(158, 151, 158) */
		reached[3][151] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.refusal[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.refusal[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 1;
#ifdef VAR_RANGES
		logval("refusal[((Item:m*1)+Item:j)]", ((int)now.refusal[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: item[((m*1)+j)] = 4(158, 152, 158) */
		reached[3][152] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Item:m*1)+Item:j)]", ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 261: // STATE 153 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))] (350:0:0 - 1)
		IfNotBlocked
		reached[3][153] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(0+3))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(3+3)))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(6+3)))))
			continue;
		/* merge: .(goto)(350, 157, 350) */
		reached[3][157] = 1;
		;
		/* merge: .(goto)(350, 160, 350) */
		reached[3][160] = 1;
		;
		/* merge: .(goto)(350, 180, 350) */
		reached[3][180] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 262: // STATE 155 - protocol.pml:317 - [tell[((m*1)+j)] = (0+3)] (0:350:1 - 1)
		IfNotBlocked
		reached[3][155] = 1;
		(trpt+1)->bup.oval = ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = (0+3);
#ifdef VAR_RANGES
		logval("tell[((Item:m*1)+Item:j)]", ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(350, 157, 350) */
		reached[3][157] = 1;
		;
		/* merge: .(goto)(350, 160, 350) */
		reached[3][160] = 1;
		;
		/* merge: .(goto)(350, 180, 350) */
		reached[3][180] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 263: // STATE 162 - protocol.pml:502 - [((item[((m*1)+j)]==2))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][162] = 1;
		if (!((((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==2)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 264: // STATE 163 - protocol.pml:467 - [i = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[3][163] = 1;
		(trpt+1)->bup.oval = ((int)((P3 *)_this)->i);
		((P3 *)_this)->i = 0;
#ifdef VAR_RANGES
		logval("Item:i", ((int)((P3 *)_this)->i));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 265: // STATE 164 - protocol.pml:469 - [((phase[i]!=0))] (168:0:1 - 1)
		IfNotBlocked
		reached[3][164] = 1;
		if (!((((int)now.phase[ Index(((int)((P3 *)_this)->i), 2) ])!=0)))
			continue;
		/* merge: i = (i+1)(0, 165, 168) */
		reached[3][165] = 1;
		(trpt+1)->bup.oval = ((int)((P3 *)_this)->i);
		((P3 *)_this)->i = (((int)((P3 *)_this)->i)+1);
#ifdef VAR_RANGES
		logval("Item:i", ((int)((P3 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 169, 168) */
		reached[3][169] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 266: // STATE 171 - protocol.pml:472 - [of_jid[i] = j] (0:350:6 - 3)
		IfNotBlocked
		reached[3][171] = 1;
		(trpt+1)->bup.ovals = grab_ints(6);
		(trpt+1)->bup.ovals[0] = ((int)now.of_jid[ Index(((int)((P3 *)_this)->i), 2) ]);
		now.of_jid[ Index(((P3 *)_this)->i, 2) ] = ((int)((P3 *)_this)->j);
#ifdef VAR_RANGES
		logval("of_jid[Item:i]", ((int)now.of_jid[ Index(((int)((P3 *)_this)->i), 2) ]));
#endif
		;
		/* merge: of_master[i] = m(350, 172, 350) */
		reached[3][172] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.of_master[ Index(((int)((P3 *)_this)->i), 2) ]);
		now.of_master[ Index(((P3 *)_this)->i, 2) ] = ((int)((P3 *)_this)->m);
#ifdef VAR_RANGES
		logval("of_master[Item:i]", ((int)now.of_master[ Index(((int)((P3 *)_this)->i), 2) ]));
#endif
		;
		/* merge: via[i] = 1(350, 173, 350) */
		reached[3][173] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.via[ Index(((int)((P3 *)_this)->i), 2) ]);
		now.via[ Index(((P3 *)_this)->i, 2) ] = 1;
#ifdef VAR_RANGES
		logval("via[Item:i]", ((int)now.via[ Index(((int)((P3 *)_this)->i), 2) ]));
#endif
		;
		/* merge: phase[i] = 1(350, 174, 350) */
		reached[3][174] = 1;
		(trpt+1)->bup.ovals[3] = ((int)now.phase[ Index(((int)((P3 *)_this)->i), 2) ]);
		now.phase[ Index(((P3 *)_this)->i, 2) ] = 1;
#ifdef VAR_RANGES
		logval("phase[Item:i]", ((int)now.phase[ Index(((int)((P3 *)_this)->i), 2) ]));
#endif
		;
		/* merge: busy[m] = (1+i)(350, 176, 350) */
		reached[3][176] = 1;
		(trpt+1)->bup.ovals[4] = ((int)now.busy[ Index(((int)((P3 *)_this)->m), 1) ]);
		now.busy[ Index(((P3 *)_this)->m, 1) ] = (1+((int)((P3 *)_this)->i));
#ifdef VAR_RANGES
		logval("busy[Item:m]", ((int)now.busy[ Index(((int)((P3 *)_this)->m), 1) ]));
#endif
		;
		/* merge: i = 0(350, 177, 350) */
		reached[3][177] = 1;
		(trpt+1)->bup.ovals[5] = ((int)((P3 *)_this)->i);
		((P3 *)_this)->i = 0;
#ifdef VAR_RANGES
		logval("Item:i", ((int)((P3 *)_this)->i));
#endif
		;
		/* merge: .(goto)(350, 180, 350) */
		reached[3][180] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 267: // STATE 182 - protocol.pml:505 - [((down[m]&(1<<(6+j))))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][182] = 1;
		if (!((now.down[ Index(((int)((P3 *)_this)->m), 1) ]&(1<<(6+((int)((P3 *)_this)->j))))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 268: // STATE 183 - protocol.pml:190 - [down[m] = (down[m]&~((1<<(6+j))))] (0:0:1 - 1)
		IfNotBlocked
		reached[3][183] = 1;
		(trpt+1)->bup.oval = now.down[ Index(((int)((P3 *)_this)->m), 1) ];
		now.down[ Index(((P3 *)_this)->m, 1) ] = (now.down[ Index(((int)((P3 *)_this)->m), 1) ]& ~((1<<(6+((int)((P3 *)_this)->j)))));
#ifdef VAR_RANGES
		logval("down[Item:m]", now.down[ Index(((int)((P3 *)_this)->m), 1) ]);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 269: // STATE 184 - protocol.pml:191 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][184] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 270: // STATE 185 - protocol.pml:50 - [((faults==255))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][185] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 271: // STATE 187 - protocol.pml:50 - [faults = (faults-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[3][187] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 272: // STATE 194 - protocol.pml:508 - [((taken[m]==(1+j)))] (204:0:1 - 1)
		IfNotBlocked
		reached[3][194] = 1;
		if (!((((int)now.taken[ Index(((int)((P3 *)_this)->m), 1) ])==(1+((int)((P3 *)_this)->j)))))
			continue;
		/* merge: taken[m] = 0(0, 195, 204) */
		reached[3][195] = 1;
		(trpt+1)->bup.oval = ((int)now.taken[ Index(((int)((P3 *)_this)->m), 1) ]);
		now.taken[ Index(((P3 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("taken[Item:m]", ((int)now.taken[ Index(((int)((P3 *)_this)->m), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 198, 204) */
		reached[3][198] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 273: // STATE 199 - protocol.pml:512 - [((busy[m]&&(of_jid[(busy[m]-1)]==j)))] (350:0:0 - 1)
		IfNotBlocked
		reached[3][199] = 1;
		if (!((((int)now.busy[ Index(((int)((P3 *)_this)->m), 1) ])&&(((int)now.of_jid[ Index((((int)now.busy[ Index(((int)((P3 *)_this)->m), 1) ])-1), 2) ])==((int)((P3 *)_this)->j)))))
			continue;
		/* merge: .(goto)(350, 205, 350) */
		reached[3][205] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 274: // STATE 205 - protocol.pml:514 - [.(goto)] (0:350:0 - 2)
		IfNotBlocked
		reached[3][205] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 275: // STATE 201 - protocol.pml:513 - [item[((m*1)+j)] = 0] (0:350:3 - 1)
		IfNotBlocked
		reached[3][201] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 0;
#ifdef VAR_RANGES
		logval("item[((Item:m*1)+Item:j)]", ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: tell[((m*1)+j)] = 0(350, 202, 350) */
		reached[3][202] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 0;
#ifdef VAR_RANGES
		logval("tell[((Item:m*1)+Item:j)]", ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: refusal[((m*1)+j)] = 0(350, 203, 350) */
		reached[3][203] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.refusal[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.refusal[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 0;
#ifdef VAR_RANGES
		logval("refusal[((Item:m*1)+Item:j)]", ((int)now.refusal[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(350, 205, 350) */
		reached[3][205] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 276: // STATE 207 - protocol.pml:516 - [((((link[m]==3)&&(tell[((m*1)+j)]>0))&&(tell[((m*1)+j)]<=3)))] (219:0:1 - 1)
		IfNotBlocked
		reached[3][207] = 1;
		if (!((((((int)now.link[ Index(((int)((P3 *)_this)->m), 1) ])==3)&&(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])>0))&&(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])<=3))))
			continue;
		/* merge: tell[((m*1)+j)] = (tell[((m*1)+j)]+3)(0, 208, 219) */
		reached[3][208] = 1;
		(trpt+1)->bup.oval = ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = (((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])+3);
#ifdef VAR_RANGES
		logval("tell[((Item:m*1)+Item:j)]", ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 277: // STATE 209 - protocol.pml:184 - [up[m] = (up[m]|(1<<(((3+(3*j))+(tell[((m*1)+j)]-3))-1)))] (0:350:1 - 1)
		IfNotBlocked
		reached[3][209] = 1;
		(trpt+1)->bup.oval = now.up[ Index(((int)((P3 *)_this)->m), 1) ];
		now.up[ Index(((P3 *)_this)->m, 1) ] = (now.up[ Index(((int)((P3 *)_this)->m), 1) ]|(1<<(((3+(3*((int)((P3 *)_this)->j)))+(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])-3))-1)));
#ifdef VAR_RANGES
		logval("up[Item:m]", now.up[ Index(((int)((P3 *)_this)->m), 1) ]);
#endif
		;
		/* merge: .(goto)(350, 218, 350) */
		reached[3][218] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 278: // STATE 218 - protocol.pml:187 - [.(goto)] (0:350:0 - 2)
		IfNotBlocked
		reached[3][218] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 279: // STATE 210 - protocol.pml:185 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][210] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 280: // STATE 211 - protocol.pml:50 - [((faults==255))] (350:0:0 - 1)
		IfNotBlocked
		reached[3][211] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		/* merge: .(goto)(350, 215, 350) */
		reached[3][215] = 1;
		;
		/* merge: .(goto)(350, 218, 350) */
		reached[3][218] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 281: // STATE 215 - protocol.pml:50 - [.(goto)] (0:350:0 - 2)
		IfNotBlocked
		reached[3][215] = 1;
		;
		/* merge: .(goto)(350, 218, 350) */
		reached[3][218] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 282: // STATE 213 - protocol.pml:50 - [faults = (faults-1)] (0:350:1 - 1)
		IfNotBlocked
		reached[3][213] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: .(goto)(350, 215, 350) */
		reached[3][215] = 1;
		;
		/* merge: .(goto)(350, 218, 350) */
		reached[3][218] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 283: // STATE 221 - protocol.pml:526 - [((down[m]&(1<<(((8+(3*j))+1)-1))))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][221] = 1;
		if (!((now.down[ Index(((int)((P3 *)_this)->m), 1) ]&(1<<(((8+(3*((int)((P3 *)_this)->j)))+1)-1)))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 284: // STATE 222 - protocol.pml:190 - [down[m] = (down[m]&~((1<<(((8+(3*j))+1)-1))))] (0:0:1 - 1)
		IfNotBlocked
		reached[3][222] = 1;
		(trpt+1)->bup.oval = now.down[ Index(((int)((P3 *)_this)->m), 1) ];
		now.down[ Index(((P3 *)_this)->m, 1) ] = (now.down[ Index(((int)((P3 *)_this)->m), 1) ]& ~((1<<(((8+(3*((int)((P3 *)_this)->j)))+1)-1))));
#ifdef VAR_RANGES
		logval("down[Item:m]", now.down[ Index(((int)((P3 *)_this)->m), 1) ]);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 285: // STATE 223 - protocol.pml:191 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][223] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 286: // STATE 224 - protocol.pml:50 - [((faults==255))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][224] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 287: // STATE 226 - protocol.pml:50 - [faults = (faults-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[3][226] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 288: // STATE 233 - protocol.pml:224 - [assert((!(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))||((1==1)&&(owed[((m*1)+j)]==2))))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][233] = 1;
		spin_assert(( !(((((int)now.owed[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==1)||(((int)now.owed[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==2)))||((1==1)&&(((int)now.owed[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==2))), "( !(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))||((1==1)&&(owed[((m*1)+j)]==2)))", II, tt, t);
		_m = 3; goto P999; /* 0 */
	case 289: // STATE 235 - protocol.pml:454 - [(((tell[((m*1)+j)]==(0+1))||(tell[((m*1)+j)]==(3+1))))] (350:0:1 - 1)
		IfNotBlocked
		reached[3][235] = 1;
		if (!(((((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(0+1))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(3+1)))))
			continue;
		/* merge: tell[((m*1)+j)] = (6+1)(350, 236, 350) */
		reached[3][236] = 1;
		(trpt+1)->bup.oval = ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = (6+1);
#ifdef VAR_RANGES
		logval("tell[((Item:m*1)+Item:j)]", ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(350, 239, 350) */
		reached[3][239] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 290: // STATE 239 - protocol.pml:457 - [.(goto)] (0:350:0 - 2)
		IfNotBlocked
		reached[3][239] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 291: // STATE 242 - protocol.pml:527 - [((down[m]&(1<<(((8+(3*j))+2)-1))))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][242] = 1;
		if (!((now.down[ Index(((int)((P3 *)_this)->m), 1) ]&(1<<(((8+(3*((int)((P3 *)_this)->j)))+2)-1)))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 292: // STATE 243 - protocol.pml:190 - [down[m] = (down[m]&~((1<<(((8+(3*j))+2)-1))))] (0:0:1 - 1)
		IfNotBlocked
		reached[3][243] = 1;
		(trpt+1)->bup.oval = now.down[ Index(((int)((P3 *)_this)->m), 1) ];
		now.down[ Index(((P3 *)_this)->m, 1) ] = (now.down[ Index(((int)((P3 *)_this)->m), 1) ]& ~((1<<(((8+(3*((int)((P3 *)_this)->j)))+2)-1))));
#ifdef VAR_RANGES
		logval("down[Item:m]", now.down[ Index(((int)((P3 *)_this)->m), 1) ]);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 293: // STATE 244 - protocol.pml:191 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][244] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 294: // STATE 245 - protocol.pml:50 - [((faults==255))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][245] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 295: // STATE 247 - protocol.pml:50 - [faults = (faults-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[3][247] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 296: // STATE 254 - protocol.pml:224 - [assert((!(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))||((2==1)&&(owed[((m*1)+j)]==2))))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][254] = 1;
		spin_assert(( !(((((int)now.owed[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==1)||(((int)now.owed[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==2)))||((2==1)&&(((int)now.owed[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==2))), "( !(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))||((2==1)&&(owed[((m*1)+j)]==2)))", II, tt, t);
		_m = 3; goto P999; /* 0 */
	case 297: // STATE 256 - protocol.pml:454 - [(((tell[((m*1)+j)]==(0+2))||(tell[((m*1)+j)]==(3+2))))] (350:0:1 - 1)
		IfNotBlocked
		reached[3][256] = 1;
		if (!(((((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(0+2))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(3+2)))))
			continue;
		/* merge: tell[((m*1)+j)] = (6+2)(350, 257, 350) */
		reached[3][257] = 1;
		(trpt+1)->bup.oval = ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = (6+2);
#ifdef VAR_RANGES
		logval("tell[((Item:m*1)+Item:j)]", ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(350, 260, 350) */
		reached[3][260] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 298: // STATE 260 - protocol.pml:457 - [.(goto)] (0:350:0 - 2)
		IfNotBlocked
		reached[3][260] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 299: // STATE 263 - protocol.pml:528 - [((down[m]&(1<<(((8+(3*j))+3)-1))))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][263] = 1;
		if (!((now.down[ Index(((int)((P3 *)_this)->m), 1) ]&(1<<(((8+(3*((int)((P3 *)_this)->j)))+3)-1)))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 300: // STATE 264 - protocol.pml:190 - [down[m] = (down[m]&~((1<<(((8+(3*j))+3)-1))))] (0:0:1 - 1)
		IfNotBlocked
		reached[3][264] = 1;
		(trpt+1)->bup.oval = now.down[ Index(((int)((P3 *)_this)->m), 1) ];
		now.down[ Index(((P3 *)_this)->m, 1) ] = (now.down[ Index(((int)((P3 *)_this)->m), 1) ]& ~((1<<(((8+(3*((int)((P3 *)_this)->j)))+3)-1))));
#ifdef VAR_RANGES
		logval("down[Item:m]", now.down[ Index(((int)((P3 *)_this)->m), 1) ]);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 301: // STATE 265 - protocol.pml:191 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][265] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 302: // STATE 266 - protocol.pml:50 - [((faults==255))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][266] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 303: // STATE 268 - protocol.pml:50 - [faults = (faults-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[3][268] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 304: // STATE 275 - protocol.pml:224 - [assert((!(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))||((3==1)&&(owed[((m*1)+j)]==2))))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][275] = 1;
		spin_assert(( !(((((int)now.owed[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==1)||(((int)now.owed[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==2)))||((3==1)&&(((int)now.owed[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==2))), "( !(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))||((3==1)&&(owed[((m*1)+j)]==2)))", II, tt, t);
		_m = 3; goto P999; /* 0 */
	case 305: // STATE 277 - protocol.pml:454 - [(((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3))))] (350:0:1 - 1)
		IfNotBlocked
		reached[3][277] = 1;
		if (!(((((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(0+3))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(3+3)))))
			continue;
		/* merge: tell[((m*1)+j)] = (6+3)(350, 278, 350) */
		reached[3][278] = 1;
		(trpt+1)->bup.oval = ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = (6+3);
#ifdef VAR_RANGES
		logval("tell[((Item:m*1)+Item:j)]", ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(350, 281, 350) */
		reached[3][281] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 306: // STATE 281 - protocol.pml:457 - [.(goto)] (0:350:0 - 2)
		IfNotBlocked
		reached[3][281] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 307: // STATE 284 - protocol.pml:531 - [((((item[((m*1)+j)]==3)&&!((busy[m]&&(of_jid[(busy[m]-1)]==j))))&&!(((ledger[j]==1)&&(owner[j]!=2)))))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][284] = 1;
		if (!((((((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==3)&& !((((int)now.busy[ Index(((int)((P3 *)_this)->m), 1) ])&&(((int)now.of_jid[ Index((((int)now.busy[ Index(((int)((P3 *)_this)->m), 1) ])-1), 2) ])==((int)((P3 *)_this)->j)))))&& !(((((int)now.ledger[ Index(((int)((P3 *)_this)->j), 1) ])==1)&&(((int)now.owner[ Index(((int)((P3 *)_this)->j), 1) ])!=2))))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 308: // STATE 285 - protocol.pml:324 - [((ledger[j]==0))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][285] = 1;
		if (!((((int)now.ledger[ Index(((int)((P3 *)_this)->j), 1) ])==0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 309: // STATE 286 - protocol.pml:326 - [(refusal[((m*1)+j)])] (293:0:1 - 1)
		IfNotBlocked
		reached[3][286] = 1;
		if (!(((int)now.refusal[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 287, 293) */
		reached[3][287] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Item:m*1)+Item:j)]", ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 310: // STATE 288 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))] (350:0:0 - 1)
		IfNotBlocked
		reached[3][288] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(0+3))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(3+3)))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(6+3)))))
			continue;
		/* merge: .(goto)(350, 292, 350) */
		reached[3][292] = 1;
		;
		/* merge: .(goto)(350, 297, 350) */
		reached[3][297] = 1;
		;
		/* merge: .(goto)(350, 325, 350) */
		reached[3][325] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 311: // STATE 290 - protocol.pml:317 - [tell[((m*1)+j)] = (0+3)] (0:350:1 - 1)
		IfNotBlocked
		reached[3][290] = 1;
		(trpt+1)->bup.oval = ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = (0+3);
#ifdef VAR_RANGES
		logval("tell[((Item:m*1)+Item:j)]", ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(350, 292, 350) */
		reached[3][292] = 1;
		;
		/* merge: .(goto)(350, 297, 350) */
		reached[3][297] = 1;
		;
		/* merge: .(goto)(350, 325, 350) */
		reached[3][325] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 312: // STATE 297 - protocol.pml:333 - [.(goto)] (0:350:0 - 4)
		IfNotBlocked
		reached[3][297] = 1;
		;
		/* merge: .(goto)(350, 325, 350) */
		reached[3][325] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 313: // STATE 295 - protocol.pml:327 - [item[((m*1)+j)] = 1] (0:350:1 - 1)
		IfNotBlocked
		reached[3][295] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 1;
#ifdef VAR_RANGES
		logval("item[((Item:m*1)+Item:j)]", ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(350, 297, 350) */
		reached[3][297] = 1;
		;
		/* merge: .(goto)(350, 325, 350) */
		reached[3][325] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 314: // STATE 325 - protocol.pml:339 - [.(goto)] (0:350:0 - 5)
		IfNotBlocked
		reached[3][325] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 315: // STATE 298 - protocol.pml:333 - [(((ledger[j]==1)&&(owner[j]!=2)))] (305:0:1 - 1)
		IfNotBlocked
		reached[3][298] = 1;
		if (!(((((int)now.ledger[ Index(((int)((P3 *)_this)->j), 1) ])==1)&&(((int)now.owner[ Index(((int)((P3 *)_this)->j), 1) ])!=2))))
			continue;
		/* merge: item[((m*1)+j)] = 3(0, 299, 305) */
		reached[3][299] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 3;
#ifdef VAR_RANGES
		logval("item[((Item:m*1)+Item:j)]", ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 316: // STATE 300 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+1))||(tell[((m*1)+j)]==(3+1)))||(tell[((m*1)+j)]==(6+1))))] (350:0:0 - 1)
		IfNotBlocked
		reached[3][300] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(0+1))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(3+1)))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(6+1)))))
			continue;
		/* merge: .(goto)(350, 304, 350) */
		reached[3][304] = 1;
		;
		/* merge: .(goto)(350, 325, 350) */
		reached[3][325] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 317: // STATE 304 - protocol.pml:319 - [.(goto)] (0:350:0 - 2)
		IfNotBlocked
		reached[3][304] = 1;
		;
		/* merge: .(goto)(350, 325, 350) */
		reached[3][325] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 318: // STATE 302 - protocol.pml:317 - [tell[((m*1)+j)] = (0+1)] (0:350:1 - 1)
		IfNotBlocked
		reached[3][302] = 1;
		(trpt+1)->bup.oval = ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = (0+1);
#ifdef VAR_RANGES
		logval("tell[((Item:m*1)+Item:j)]", ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(350, 304, 350) */
		reached[3][304] = 1;
		;
		/* merge: .(goto)(350, 325, 350) */
		reached[3][325] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 319: // STATE 306 - protocol.pml:335 - [(((ledger[j]==1)&&!((owner[j]!=2))))] (313:0:1 - 1)
		IfNotBlocked
		reached[3][306] = 1;
		if (!(((((int)now.ledger[ Index(((int)((P3 *)_this)->j), 1) ])==1)&& !((((int)now.owner[ Index(((int)((P3 *)_this)->j), 1) ])!=2)))))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 307, 313) */
		reached[3][307] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Item:m*1)+Item:j)]", ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 320: // STATE 308 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+2))||(tell[((m*1)+j)]==(3+2)))||(tell[((m*1)+j)]==(6+2))))] (350:0:0 - 1)
		IfNotBlocked
		reached[3][308] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(0+2))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(3+2)))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(6+2)))))
			continue;
		/* merge: .(goto)(350, 312, 350) */
		reached[3][312] = 1;
		;
		/* merge: .(goto)(350, 325, 350) */
		reached[3][325] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 321: // STATE 312 - protocol.pml:319 - [.(goto)] (0:350:0 - 2)
		IfNotBlocked
		reached[3][312] = 1;
		;
		/* merge: .(goto)(350, 325, 350) */
		reached[3][325] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 322: // STATE 310 - protocol.pml:317 - [tell[((m*1)+j)] = (0+2)] (0:350:1 - 1)
		IfNotBlocked
		reached[3][310] = 1;
		(trpt+1)->bup.oval = ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = (0+2);
#ifdef VAR_RANGES
		logval("tell[((Item:m*1)+Item:j)]", ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(350, 312, 350) */
		reached[3][312] = 1;
		;
		/* merge: .(goto)(350, 325, 350) */
		reached[3][325] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 323: // STATE 314 - protocol.pml:336 - [((ledger[j]==2))] (350:0:1 - 1)
		IfNotBlocked
		reached[3][314] = 1;
		if (!((((int)now.ledger[ Index(((int)((P3 *)_this)->j), 1) ])==2)))
			continue;
		/* merge: item[((m*1)+j)] = 2(350, 315, 350) */
		reached[3][315] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 2;
#ifdef VAR_RANGES
		logval("item[((Item:m*1)+Item:j)]", ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(350, 325, 350) */
		reached[3][325] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 324: // STATE 316 - protocol.pml:337 - [((ledger[j]==3))] (323:0:1 - 1)
		IfNotBlocked
		reached[3][316] = 1;
		if (!((((int)now.ledger[ Index(((int)((P3 *)_this)->j), 1) ])==3)))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 317, 323) */
		reached[3][317] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.item[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Item:m*1)+Item:j)]", ((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 325: // STATE 318 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))] (350:0:0 - 1)
		IfNotBlocked
		reached[3][318] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(0+3))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(3+3)))||(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(6+3)))))
			continue;
		/* merge: .(goto)(350, 322, 350) */
		reached[3][322] = 1;
		;
		/* merge: .(goto)(350, 325, 350) */
		reached[3][325] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 326: // STATE 322 - protocol.pml:319 - [.(goto)] (0:350:0 - 2)
		IfNotBlocked
		reached[3][322] = 1;
		;
		/* merge: .(goto)(350, 325, 350) */
		reached[3][325] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 327: // STATE 320 - protocol.pml:317 - [tell[((m*1)+j)] = (0+3)] (0:350:1 - 1)
		IfNotBlocked
		reached[3][320] = 1;
		(trpt+1)->bup.oval = ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P3 *)_this)->m*1)+((P3 *)_this)->j), 1) ] = (0+3);
#ifdef VAR_RANGES
		logval("tell[((Item:m*1)+Item:j)]", ((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(350, 322, 350) */
		reached[3][322] = 1;
		;
		/* merge: .(goto)(350, 325, 350) */
		reached[3][325] = 1;
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 328: // STATE 328 - protocol.pml:532 - [(((link[m]==3)&&(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2))&&((item[((m*1)+j)]==0)||((item[((m*1)+j)]==4)&&(tell[((m*1)+j)]>6))))))] (350:0:1 - 1)
		IfNotBlocked
		reached[3][328] = 1;
		if (!(((((int)now.link[ Index(((int)((P3 *)_this)->m), 1) ])==3)&&(((((int)now.owed[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==1)||(((int)now.owed[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==2))&&((((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==0)||((((int)now.item[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==4)&&(((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])>6)))))))
			continue;
		/* merge: link[m] = 1(0, 329, 350) */
		reached[3][329] = 1;
		(trpt+1)->bup.oval = ((int)now.link[ Index(((int)((P3 *)_this)->m), 1) ]);
		now.link[ Index(((P3 *)_this)->m, 1) ] = 1;
#ifdef VAR_RANGES
		logval("link[Item:m]", ((int)now.link[ Index(((int)((P3 *)_this)->m), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 329: // STATE 331 - protocol.pml:534 - [((((((((((taken[m]==(1+j))&&!((up[m]&(1<<(1+j)))))&&!((down[m]&(1<<(4+j)))))&&!((down[m]&(1<<(6+j)))))||((((tell[((m*1)+j)]==(3+1))&&!((up[m]&(1<<(((3+(3*j))+1)-1)))))&&(work[m]!=(((1+(3*j))+1)-1)))&&!((down[m]&(1<<(((8+(3*j))+1)-1))))))||((((tell[((m*1)+j)]==(3+2))&&!((up[m]&(1<<(((3+(3*j))+2)-1)))))&&(work[m]!=(((1+(3*j))+2)-1)))&&!((down[m]&(1<<(((8+(3*j))+2)-1))))))||((((tell[((m*1)+j)]==(3+3))&&!((up[m]&(1<<(((3+(3*j))+3)-1)))))&&(work[m]!=(((1+(3*j))+3)-1)))&&!((down[m]&(1<<(((8+(3*j))+3)-1))))))&&!((down[m]&(1<<14))))&&(link[m]!=0)))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][331] = 1;
		if (!((((((((((((int)now.taken[ Index(((int)((P3 *)_this)->m), 1) ])==(1+((int)((P3 *)_this)->j)))&& !((now.up[ Index(((int)((P3 *)_this)->m), 1) ]&(1<<(1+((int)((P3 *)_this)->j))))))&& !((now.down[ Index(((int)((P3 *)_this)->m), 1) ]&(1<<(4+((int)((P3 *)_this)->j))))))&& !((now.down[ Index(((int)((P3 *)_this)->m), 1) ]&(1<<(6+((int)((P3 *)_this)->j))))))||((((((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(3+1))&& !((now.up[ Index(((int)((P3 *)_this)->m), 1) ]&(1<<(((3+(3*((int)((P3 *)_this)->j)))+1)-1)))))&&(((int)now.work[ Index(((int)((P3 *)_this)->m), 1) ])!=(((1+(3*((int)((P3 *)_this)->j)))+1)-1)))&& !((now.down[ Index(((int)((P3 *)_this)->m), 1) ]&(1<<(((8+(3*((int)((P3 *)_this)->j)))+1)-1))))))||((((((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(3+2))&& !((now.up[ Index(((int)((P3 *)_this)->m), 1) ]&(1<<(((3+(3*((int)((P3 *)_this)->j)))+2)-1)))))&&(((int)now.work[ Index(((int)((P3 *)_this)->m), 1) ])!=(((1+(3*((int)((P3 *)_this)->j)))+2)-1)))&& !((now.down[ Index(((int)((P3 *)_this)->m), 1) ]&(1<<(((8+(3*((int)((P3 *)_this)->j)))+2)-1))))))||((((((int)now.tell[ Index(((((int)((P3 *)_this)->m)*1)+((int)((P3 *)_this)->j)), 1) ])==(3+3))&& !((now.up[ Index(((int)((P3 *)_this)->m), 1) ]&(1<<(((3+(3*((int)((P3 *)_this)->j)))+3)-1)))))&&(((int)now.work[ Index(((int)((P3 *)_this)->m), 1) ])!=(((1+(3*((int)((P3 *)_this)->j)))+3)-1)))&& !((now.down[ Index(((int)((P3 *)_this)->m), 1) ]&(1<<(((8+(3*((int)((P3 *)_this)->j)))+3)-1))))))&& !((now.down[ Index(((int)((P3 *)_this)->m), 1) ]&(1<<14))))&&(((int)now.link[ Index(((int)((P3 *)_this)->m), 1) ])!=0))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 330: // STATE 332 - protocol.pml:370 - [taken[m] = 0] (0:343:2 - 1)
		IfNotBlocked
		reached[3][332] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.taken[ Index(((int)((P3 *)_this)->m), 1) ]);
		now.taken[ Index(((P3 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("taken[Item:m]", ((int)now.taken[ Index(((int)((P3 *)_this)->m), 1) ]));
#endif
		;
		/* merge: i = (m*1)(343, 333, 343) */
		reached[3][333] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P3 *)_this)->i);
		((P3 *)_this)->i = (((int)((P3 *)_this)->m)*1);
#ifdef VAR_RANGES
		logval("Item:i", ((int)((P3 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 344, 343) */
		reached[3][344] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 331: // STATE 334 - protocol.pml:371 - [((i<=(((m*1)+1)-1)))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][334] = 1;
		if (!((((int)((P3 *)_this)->i)<=(((((int)((P3 *)_this)->m)*1)+1)-1))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 332: // STATE 335 - protocol.pml:373 - [(((tell[i]>3)&&(tell[i]<=6)))] (343:0:2 - 1)
		IfNotBlocked
		reached[3][335] = 1;
		if (!(((((int)now.tell[ Index(((int)((P3 *)_this)->i), 1) ])>3)&&(((int)now.tell[ Index(((int)((P3 *)_this)->i), 1) ])<=6))))
			continue;
		/* merge: tell[i] = (tell[i]-3)(343, 336, 343) */
		reached[3][336] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((int)((P3 *)_this)->i), 1) ]);
		now.tell[ Index(((P3 *)_this)->i, 1) ] = (((int)now.tell[ Index(((int)((P3 *)_this)->i), 1) ])-3);
#ifdef VAR_RANGES
		logval("tell[Item:i]", ((int)now.tell[ Index(((int)((P3 *)_this)->i), 1) ]));
#endif
		;
		/* merge: .(goto)(343, 339, 343) */
		reached[3][339] = 1;
		;
		/* merge: i = (i+1)(343, 340, 343) */
		reached[3][340] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P3 *)_this)->i);
		((P3 *)_this)->i = (((int)((P3 *)_this)->i)+1);
#ifdef VAR_RANGES
		logval("Item:i", ((int)((P3 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 344, 343) */
		reached[3][344] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 333: // STATE 340 - protocol.pml:371 - [i = (i+1)] (0:343:1 - 3)
		IfNotBlocked
		reached[3][340] = 1;
		(trpt+1)->bup.oval = ((int)((P3 *)_this)->i);
		((P3 *)_this)->i = (((int)((P3 *)_this)->i)+1);
#ifdef VAR_RANGES
		logval("Item:i", ((int)((P3 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 344, 343) */
		reached[3][344] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 334: // STATE 346 - protocol.pml:377 - [i = 0] (0:350:2 - 3)
		IfNotBlocked
		reached[3][346] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P3 *)_this)->i);
		((P3 *)_this)->i = 0;
#ifdef VAR_RANGES
		logval("Item:i", ((int)((P3 *)_this)->i));
#endif
		;
		/* merge: link[m] = 1(350, 348, 350) */
		reached[3][348] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.link[ Index(((int)((P3 *)_this)->m), 1) ]);
		now.link[ Index(((P3 *)_this)->m, 1) ] = 1;
#ifdef VAR_RANGES
		logval("link[Item:m]", ((int)now.link[ Index(((int)((P3 *)_this)->m), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 351, 350) */
		reached[3][351] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 335: // STATE 353 - protocol.pml:537 - [-end-] (0:0:0 - 1)
		IfNotBlocked
		reached[3][353] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC Drain */
	case 336: // STATE 1 - protocol.pml:397 - [((link[m]==0))] (193:0:2 - 1)
		IfNotBlocked
		reached[2][1] = 1;
		if (!((((int)now.link[ Index(((int)((P2 *)_this)->m), 1) ])==0)))
			continue;
		/* merge: session[m] = 1(193, 2, 193) */
		reached[2][2] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.session[ Index(((int)((P2 *)_this)->m), 1) ]);
		now.session[ Index(((P2 *)_this)->m, 1) ] = 1;
#ifdef VAR_RANGES
		logval("session[Drain:m]", ((int)now.session[ Index(((int)((P2 *)_this)->m), 1) ]));
#endif
		;
		/* merge: link[m] = 1(193, 3, 193) */
		reached[2][3] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.link[ Index(((int)((P2 *)_this)->m), 1) ]);
		now.link[ Index(((P2 *)_this)->m, 1) ] = 1;
#ifdef VAR_RANGES
		logval("link[Drain:m]", ((int)now.link[ Index(((int)((P2 *)_this)->m), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 194, 193) */
		reached[2][194] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 337: // STATE 5 - protocol.pml:398 - [((link[m]==1))] (17:0:1 - 1)
		IfNotBlocked
		reached[2][5] = 1;
		if (!((((int)now.link[ Index(((int)((P2 *)_this)->m), 1) ])==1)))
			continue;
		/* merge: link[m] = 2(0, 6, 17) */
		reached[2][6] = 1;
		(trpt+1)->bup.oval = ((int)now.link[ Index(((int)((P2 *)_this)->m), 1) ]);
		now.link[ Index(((P2 *)_this)->m, 1) ] = 2;
#ifdef VAR_RANGES
		logval("link[Drain:m]", ((int)now.link[ Index(((int)((P2 *)_this)->m), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 338: // STATE 7 - protocol.pml:184 - [up[m] = (up[m]|(1<<0))] (0:193:1 - 1)
		IfNotBlocked
		reached[2][7] = 1;
		(trpt+1)->bup.oval = now.up[ Index(((int)((P2 *)_this)->m), 1) ];
		now.up[ Index(((P2 *)_this)->m, 1) ] = (now.up[ Index(((int)((P2 *)_this)->m), 1) ]|(1<<0));
#ifdef VAR_RANGES
		logval("up[Drain:m]", now.up[ Index(((int)((P2 *)_this)->m), 1) ]);
#endif
		;
		/* merge: .(goto)(193, 16, 193) */
		reached[2][16] = 1;
		;
		/* merge: .(goto)(0, 194, 193) */
		reached[2][194] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 339: // STATE 16 - protocol.pml:187 - [.(goto)] (0:193:0 - 2)
		IfNotBlocked
		reached[2][16] = 1;
		;
		/* merge: .(goto)(0, 194, 193) */
		reached[2][194] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 340: // STATE 8 - protocol.pml:185 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][8] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 341: // STATE 9 - protocol.pml:50 - [((faults==255))] (193:0:0 - 1)
		IfNotBlocked
		reached[2][9] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		/* merge: .(goto)(193, 13, 193) */
		reached[2][13] = 1;
		;
		/* merge: .(goto)(193, 16, 193) */
		reached[2][16] = 1;
		;
		/* merge: .(goto)(0, 194, 193) */
		reached[2][194] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 342: // STATE 13 - protocol.pml:50 - [.(goto)] (0:193:0 - 2)
		IfNotBlocked
		reached[2][13] = 1;
		;
		/* merge: .(goto)(193, 16, 193) */
		reached[2][16] = 1;
		;
		/* merge: .(goto)(0, 194, 193) */
		reached[2][194] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 343: // STATE 11 - protocol.pml:50 - [faults = (faults-1)] (0:193:1 - 1)
		IfNotBlocked
		reached[2][11] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: .(goto)(193, 13, 193) */
		reached[2][13] = 1;
		;
		/* merge: .(goto)(193, 16, 193) */
		reached[2][16] = 1;
		;
		/* merge: .(goto)(0, 194, 193) */
		reached[2][194] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 344: // STATE 19 - protocol.pml:399 - [((down[m]&15))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][19] = 1;
		if (!((now.down[ Index(((int)((P2 *)_this)->m), 1) ]&15)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 345: // STATE 20 - protocol.pml:401 - [((down[m]&(1<<0)))] (40:0:1 - 1)
		IfNotBlocked
		reached[2][20] = 1;
		if (!((now.down[ Index(((int)((P2 *)_this)->m), 1) ]&(1<<0))))
			continue;
		/* merge: i = 0(0, 21, 40) */
		reached[2][21] = 1;
		(trpt+1)->bup.oval = ((int)((P2 *)_this)->i);
		((P2 *)_this)->i = 0;
#ifdef VAR_RANGES
		logval("Drain:i", ((int)((P2 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 29, 40) */
		reached[2][29] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 346: // STATE 22 - protocol.pml:402 - [((down[m]&(1<<1)))] (40:0:1 - 1)
		IfNotBlocked
		reached[2][22] = 1;
		if (!((now.down[ Index(((int)((P2 *)_this)->m), 1) ]&(1<<1))))
			continue;
		/* merge: i = 1(0, 23, 40) */
		reached[2][23] = 1;
		(trpt+1)->bup.oval = ((int)((P2 *)_this)->i);
		((P2 *)_this)->i = 1;
#ifdef VAR_RANGES
		logval("Drain:i", ((int)((P2 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 29, 40) */
		reached[2][29] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 347: // STATE 24 - protocol.pml:403 - [((down[m]&(1<<2)))] (40:0:1 - 1)
		IfNotBlocked
		reached[2][24] = 1;
		if (!((now.down[ Index(((int)((P2 *)_this)->m), 1) ]&(1<<2))))
			continue;
		/* merge: i = 2(0, 25, 40) */
		reached[2][25] = 1;
		(trpt+1)->bup.oval = ((int)((P2 *)_this)->i);
		((P2 *)_this)->i = 2;
#ifdef VAR_RANGES
		logval("Drain:i", ((int)((P2 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 29, 40) */
		reached[2][29] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 348: // STATE 26 - protocol.pml:404 - [((down[m]&(1<<3)))] (40:0:1 - 1)
		IfNotBlocked
		reached[2][26] = 1;
		if (!((now.down[ Index(((int)((P2 *)_this)->m), 1) ]&(1<<3))))
			continue;
		/* merge: i = 3(0, 27, 40) */
		reached[2][27] = 1;
		(trpt+1)->bup.oval = ((int)((P2 *)_this)->i);
		((P2 *)_this)->i = 3;
#ifdef VAR_RANGES
		logval("Drain:i", ((int)((P2 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 29, 40) */
		reached[2][29] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 349: // STATE 30 - protocol.pml:190 - [down[m] = (down[m]&~((1<<i)))] (0:0:1 - 1)
		IfNotBlocked
		reached[2][30] = 1;
		(trpt+1)->bup.oval = now.down[ Index(((int)((P2 *)_this)->m), 1) ];
		now.down[ Index(((P2 *)_this)->m, 1) ] = (now.down[ Index(((int)((P2 *)_this)->m), 1) ]& ~((1<<((int)((P2 *)_this)->i))));
#ifdef VAR_RANGES
		logval("down[Drain:m]", now.down[ Index(((int)((P2 *)_this)->m), 1) ]);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 350: // STATE 31 - protocol.pml:191 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][31] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 351: // STATE 32 - protocol.pml:50 - [((faults==255))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][32] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 352: // STATE 34 - protocol.pml:50 - [faults = (faults-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[2][34] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 353: // STATE 41 - protocol.pml:408 - [((link[m]==2))] (110:0:2 - 1)
		IfNotBlocked
		reached[2][41] = 1;
		if (!((((int)now.link[ Index(((int)((P2 *)_this)->m), 1) ])==2)))
			continue;
		/* merge: link[m] = 3(110, 42, 110) */
		reached[2][42] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.link[ Index(((int)((P2 *)_this)->m), 1) ]);
		now.link[ Index(((P2 *)_this)->m, 1) ] = 3;
#ifdef VAR_RANGES
		logval("link[Drain:m]", ((int)now.link[ Index(((int)((P2 *)_this)->m), 1) ]));
#endif
		;
		/* merge: j = 0(110, 43, 110) */
		reached[2][43] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P2 *)_this)->j);
		((P2 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Drain:j", ((int)((P2 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 111, 110) */
		reached[2][111] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 354: // STATE 44 - protocol.pml:410 - [((j<=(1-1)))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][44] = 1;
		if (!((((int)((P2 *)_this)->j)<=(1-1))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 355: // STATE 45 - protocol.pml:412 - [((i&(1<<j)))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][45] = 1;
		if (!((((int)((P2 *)_this)->i)&(1<<((int)((P2 *)_this)->j)))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 356: // STATE 46 - protocol.pml:414 - [((tell[((m*1)+j)]>6))] (95:0:1 - 1)
		IfNotBlocked
		reached[2][46] = 1;
		if (!((((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ])>6)))
			continue;
		/* merge: tell[((m*1)+j)] = 0(0, 47, 95) */
		reached[2][47] = 1;
		(trpt+1)->bup.oval = ((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = 0;
#ifdef VAR_RANGES
		logval("tell[((Drain:m*1)+Drain:j)]", ((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 50, 95) */
		reached[2][50] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 357: // STATE 51 - protocol.pml:422 - [((busy[m]&&(of_jid[(busy[m]-1)]==j)))] (110:0:1 - 1)
		IfNotBlocked
		reached[2][51] = 1;
		if (!((((int)now.busy[ Index(((int)((P2 *)_this)->m), 1) ])&&(((int)now.of_jid[ Index((((int)now.busy[ Index(((int)((P2 *)_this)->m), 1) ])-1), 2) ])==((int)((P2 *)_this)->j)))))
			continue;
		/* merge: .(goto)(110, 96, 110) */
		reached[2][96] = 1;
		;
		/* merge: .(goto)(110, 106, 110) */
		reached[2][106] = 1;
		;
		/* merge: j = (j+1)(110, 107, 110) */
		reached[2][107] = 1;
		(trpt+1)->bup.oval = ((int)((P2 *)_this)->j);
		((P2 *)_this)->j = (((int)((P2 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval("Drain:j", ((int)((P2 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 111, 110) */
		reached[2][111] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 358: // STATE 53 - protocol.pml:324 - [((ledger[j]==0))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][53] = 1;
		if (!((((int)now.ledger[ Index(((int)((P2 *)_this)->j), 1) ])==0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 359: // STATE 54 - protocol.pml:326 - [(refusal[((m*1)+j)])] (61:0:1 - 1)
		IfNotBlocked
		reached[2][54] = 1;
		if (!(((int)now.refusal[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ])))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 55, 61) */
		reached[2][55] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]);
		now.item[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Drain:m*1)+Drain:j)]", ((int)now.item[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 360: // STATE 56 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))] (110:0:1 - 1)
		IfNotBlocked
		reached[2][56] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ])==(0+3))||(((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ])==(3+3)))||(((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ])==(6+3)))))
			continue;
		/* merge: .(goto)(110, 60, 110) */
		reached[2][60] = 1;
		;
		/* merge: .(goto)(110, 65, 110) */
		reached[2][65] = 1;
		;
		/* merge: .(goto)(110, 93, 110) */
		reached[2][93] = 1;
		;
		/* merge: .(goto)(110, 96, 110) */
		reached[2][96] = 1;
		;
		/* merge: .(goto)(110, 106, 110) */
		reached[2][106] = 1;
		;
		/* merge: j = (j+1)(110, 107, 110) */
		reached[2][107] = 1;
		(trpt+1)->bup.oval = ((int)((P2 *)_this)->j);
		((P2 *)_this)->j = (((int)((P2 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval("Drain:j", ((int)((P2 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 111, 110) */
		reached[2][111] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 361: // STATE 58 - protocol.pml:317 - [tell[((m*1)+j)] = (0+3)] (0:110:2 - 1)
		IfNotBlocked
		reached[2][58] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = (0+3);
#ifdef VAR_RANGES
		logval("tell[((Drain:m*1)+Drain:j)]", ((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(110, 60, 110) */
		reached[2][60] = 1;
		;
		/* merge: .(goto)(110, 65, 110) */
		reached[2][65] = 1;
		;
		/* merge: .(goto)(110, 93, 110) */
		reached[2][93] = 1;
		;
		/* merge: .(goto)(110, 96, 110) */
		reached[2][96] = 1;
		;
		/* merge: .(goto)(110, 106, 110) */
		reached[2][106] = 1;
		;
		/* merge: j = (j+1)(110, 107, 110) */
		reached[2][107] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P2 *)_this)->j);
		((P2 *)_this)->j = (((int)((P2 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval("Drain:j", ((int)((P2 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 111, 110) */
		reached[2][111] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 362: // STATE 63 - protocol.pml:327 - [item[((m*1)+j)] = 1] (0:110:2 - 1)
		IfNotBlocked
		reached[2][63] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.item[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]);
		now.item[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = 1;
#ifdef VAR_RANGES
		logval("item[((Drain:m*1)+Drain:j)]", ((int)now.item[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(110, 65, 110) */
		reached[2][65] = 1;
		;
		/* merge: .(goto)(110, 93, 110) */
		reached[2][93] = 1;
		;
		/* merge: .(goto)(110, 96, 110) */
		reached[2][96] = 1;
		;
		/* merge: .(goto)(110, 106, 110) */
		reached[2][106] = 1;
		;
		/* merge: j = (j+1)(110, 107, 110) */
		reached[2][107] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P2 *)_this)->j);
		((P2 *)_this)->j = (((int)((P2 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval("Drain:j", ((int)((P2 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 111, 110) */
		reached[2][111] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 363: // STATE 66 - protocol.pml:333 - [(((ledger[j]==1)&&(owner[j]!=2)))] (73:0:1 - 1)
		IfNotBlocked
		reached[2][66] = 1;
		if (!(((((int)now.ledger[ Index(((int)((P2 *)_this)->j), 1) ])==1)&&(((int)now.owner[ Index(((int)((P2 *)_this)->j), 1) ])!=2))))
			continue;
		/* merge: item[((m*1)+j)] = 3(0, 67, 73) */
		reached[2][67] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]);
		now.item[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = 3;
#ifdef VAR_RANGES
		logval("item[((Drain:m*1)+Drain:j)]", ((int)now.item[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 364: // STATE 68 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+1))||(tell[((m*1)+j)]==(3+1)))||(tell[((m*1)+j)]==(6+1))))] (110:0:1 - 1)
		IfNotBlocked
		reached[2][68] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ])==(0+1))||(((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ])==(3+1)))||(((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ])==(6+1)))))
			continue;
		/* merge: .(goto)(110, 72, 110) */
		reached[2][72] = 1;
		;
		/* merge: .(goto)(110, 93, 110) */
		reached[2][93] = 1;
		;
		/* merge: .(goto)(110, 96, 110) */
		reached[2][96] = 1;
		;
		/* merge: .(goto)(110, 106, 110) */
		reached[2][106] = 1;
		;
		/* merge: j = (j+1)(110, 107, 110) */
		reached[2][107] = 1;
		(trpt+1)->bup.oval = ((int)((P2 *)_this)->j);
		((P2 *)_this)->j = (((int)((P2 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval("Drain:j", ((int)((P2 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 111, 110) */
		reached[2][111] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 365: // STATE 70 - protocol.pml:317 - [tell[((m*1)+j)] = (0+1)] (0:110:2 - 1)
		IfNotBlocked
		reached[2][70] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = (0+1);
#ifdef VAR_RANGES
		logval("tell[((Drain:m*1)+Drain:j)]", ((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(110, 72, 110) */
		reached[2][72] = 1;
		;
		/* merge: .(goto)(110, 93, 110) */
		reached[2][93] = 1;
		;
		/* merge: .(goto)(110, 96, 110) */
		reached[2][96] = 1;
		;
		/* merge: .(goto)(110, 106, 110) */
		reached[2][106] = 1;
		;
		/* merge: j = (j+1)(110, 107, 110) */
		reached[2][107] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P2 *)_this)->j);
		((P2 *)_this)->j = (((int)((P2 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval("Drain:j", ((int)((P2 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 111, 110) */
		reached[2][111] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 366: // STATE 74 - protocol.pml:335 - [(((ledger[j]==1)&&!((owner[j]!=2))))] (81:0:1 - 1)
		IfNotBlocked
		reached[2][74] = 1;
		if (!(((((int)now.ledger[ Index(((int)((P2 *)_this)->j), 1) ])==1)&& !((((int)now.owner[ Index(((int)((P2 *)_this)->j), 1) ])!=2)))))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 75, 81) */
		reached[2][75] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]);
		now.item[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Drain:m*1)+Drain:j)]", ((int)now.item[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 367: // STATE 76 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+2))||(tell[((m*1)+j)]==(3+2)))||(tell[((m*1)+j)]==(6+2))))] (110:0:1 - 1)
		IfNotBlocked
		reached[2][76] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ])==(0+2))||(((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ])==(3+2)))||(((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ])==(6+2)))))
			continue;
		/* merge: .(goto)(110, 80, 110) */
		reached[2][80] = 1;
		;
		/* merge: .(goto)(110, 93, 110) */
		reached[2][93] = 1;
		;
		/* merge: .(goto)(110, 96, 110) */
		reached[2][96] = 1;
		;
		/* merge: .(goto)(110, 106, 110) */
		reached[2][106] = 1;
		;
		/* merge: j = (j+1)(110, 107, 110) */
		reached[2][107] = 1;
		(trpt+1)->bup.oval = ((int)((P2 *)_this)->j);
		((P2 *)_this)->j = (((int)((P2 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval("Drain:j", ((int)((P2 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 111, 110) */
		reached[2][111] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 368: // STATE 78 - protocol.pml:317 - [tell[((m*1)+j)] = (0+2)] (0:110:2 - 1)
		IfNotBlocked
		reached[2][78] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = (0+2);
#ifdef VAR_RANGES
		logval("tell[((Drain:m*1)+Drain:j)]", ((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(110, 80, 110) */
		reached[2][80] = 1;
		;
		/* merge: .(goto)(110, 93, 110) */
		reached[2][93] = 1;
		;
		/* merge: .(goto)(110, 96, 110) */
		reached[2][96] = 1;
		;
		/* merge: .(goto)(110, 106, 110) */
		reached[2][106] = 1;
		;
		/* merge: j = (j+1)(110, 107, 110) */
		reached[2][107] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P2 *)_this)->j);
		((P2 *)_this)->j = (((int)((P2 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval("Drain:j", ((int)((P2 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 111, 110) */
		reached[2][111] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 369: // STATE 82 - protocol.pml:336 - [((ledger[j]==2))] (110:0:2 - 1)
		IfNotBlocked
		reached[2][82] = 1;
		if (!((((int)now.ledger[ Index(((int)((P2 *)_this)->j), 1) ])==2)))
			continue;
		/* merge: item[((m*1)+j)] = 2(110, 83, 110) */
		reached[2][83] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.item[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]);
		now.item[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = 2;
#ifdef VAR_RANGES
		logval("item[((Drain:m*1)+Drain:j)]", ((int)now.item[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(110, 93, 110) */
		reached[2][93] = 1;
		;
		/* merge: .(goto)(110, 96, 110) */
		reached[2][96] = 1;
		;
		/* merge: .(goto)(110, 106, 110) */
		reached[2][106] = 1;
		;
		/* merge: j = (j+1)(110, 107, 110) */
		reached[2][107] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P2 *)_this)->j);
		((P2 *)_this)->j = (((int)((P2 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval("Drain:j", ((int)((P2 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 111, 110) */
		reached[2][111] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 370: // STATE 84 - protocol.pml:337 - [((ledger[j]==3))] (91:0:1 - 1)
		IfNotBlocked
		reached[2][84] = 1;
		if (!((((int)now.ledger[ Index(((int)((P2 *)_this)->j), 1) ])==3)))
			continue;
		/* merge: item[((m*1)+j)] = 4(0, 85, 91) */
		reached[2][85] = 1;
		(trpt+1)->bup.oval = ((int)now.item[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]);
		now.item[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("item[((Drain:m*1)+Drain:j)]", ((int)now.item[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 371: // STATE 86 - protocol.pml:316 - [((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))] (110:0:1 - 1)
		IfNotBlocked
		reached[2][86] = 1;
		if (!((((((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ])==(0+3))||(((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ])==(3+3)))||(((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ])==(6+3)))))
			continue;
		/* merge: .(goto)(110, 90, 110) */
		reached[2][90] = 1;
		;
		/* merge: .(goto)(110, 93, 110) */
		reached[2][93] = 1;
		;
		/* merge: .(goto)(110, 96, 110) */
		reached[2][96] = 1;
		;
		/* merge: .(goto)(110, 106, 110) */
		reached[2][106] = 1;
		;
		/* merge: j = (j+1)(110, 107, 110) */
		reached[2][107] = 1;
		(trpt+1)->bup.oval = ((int)((P2 *)_this)->j);
		((P2 *)_this)->j = (((int)((P2 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval("Drain:j", ((int)((P2 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 111, 110) */
		reached[2][111] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 372: // STATE 88 - protocol.pml:317 - [tell[((m*1)+j)] = (0+3)] (0:110:2 - 1)
		IfNotBlocked
		reached[2][88] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = (0+3);
#ifdef VAR_RANGES
		logval("tell[((Drain:m*1)+Drain:j)]", ((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(110, 90, 110) */
		reached[2][90] = 1;
		;
		/* merge: .(goto)(110, 93, 110) */
		reached[2][93] = 1;
		;
		/* merge: .(goto)(110, 96, 110) */
		reached[2][96] = 1;
		;
		/* merge: .(goto)(110, 106, 110) */
		reached[2][106] = 1;
		;
		/* merge: j = (j+1)(110, 107, 110) */
		reached[2][107] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P2 *)_this)->j);
		((P2 *)_this)->j = (((int)((P2 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval("Drain:j", ((int)((P2 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 111, 110) */
		reached[2][111] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 373: // STATE 98 - protocol.pml:427 - [((busy[m]&&(of_jid[(busy[m]-1)]==j)))] (110:0:1 - 1)
		IfNotBlocked
		reached[2][98] = 1;
		if (!((((int)now.busy[ Index(((int)((P2 *)_this)->m), 1) ])&&(((int)now.of_jid[ Index((((int)now.busy[ Index(((int)((P2 *)_this)->m), 1) ])-1), 2) ])==((int)((P2 *)_this)->j)))))
			continue;
		/* merge: .(goto)(110, 104, 110) */
		reached[2][104] = 1;
		;
		/* merge: .(goto)(110, 106, 110) */
		reached[2][106] = 1;
		;
		/* merge: j = (j+1)(110, 107, 110) */
		reached[2][107] = 1;
		(trpt+1)->bup.oval = ((int)((P2 *)_this)->j);
		((P2 *)_this)->j = (((int)((P2 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval("Drain:j", ((int)((P2 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 111, 110) */
		reached[2][111] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 374: // STATE 100 - protocol.pml:428 - [item[((m*1)+j)] = 0] (0:110:4 - 1)
		IfNotBlocked
		reached[2][100] = 1;
		(trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((int)now.item[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]);
		now.item[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = 0;
#ifdef VAR_RANGES
		logval("item[((Drain:m*1)+Drain:j)]", ((int)now.item[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: tell[((m*1)+j)] = 0(110, 101, 110) */
		reached[2][101] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]);
		now.tell[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = 0;
#ifdef VAR_RANGES
		logval("tell[((Drain:m*1)+Drain:j)]", ((int)now.tell[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: refusal[((m*1)+j)] = 0(110, 102, 110) */
		reached[2][102] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.refusal[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]);
		now.refusal[ Index(((((P2 *)_this)->m*1)+((P2 *)_this)->j), 1) ] = 0;
#ifdef VAR_RANGES
		logval("refusal[((Drain:m*1)+Drain:j)]", ((int)now.refusal[ Index(((((int)((P2 *)_this)->m)*1)+((int)((P2 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(110, 104, 110) */
		reached[2][104] = 1;
		;
		/* merge: .(goto)(110, 106, 110) */
		reached[2][106] = 1;
		;
		/* merge: j = (j+1)(110, 107, 110) */
		reached[2][107] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P2 *)_this)->j);
		((P2 *)_this)->j = (((int)((P2 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval("Drain:j", ((int)((P2 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 111, 110) */
		reached[2][111] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 375: // STATE 107 - protocol.pml:410 - [j = (j+1)] (0:110:1 - 22)
		IfNotBlocked
		reached[2][107] = 1;
		(trpt+1)->bup.oval = ((int)((P2 *)_this)->j);
		((P2 *)_this)->j = (((int)((P2 *)_this)->j)+1);
#ifdef VAR_RANGES
		logval("Drain:j", ((int)((P2 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 111, 110) */
		reached[2][111] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 376: // STATE 116 - protocol.pml:434 - [i = 0] (0:193:2 - 5)
		IfNotBlocked
		reached[2][116] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P2 *)_this)->i);
		((P2 *)_this)->i = 0;
#ifdef VAR_RANGES
		logval("Drain:i", ((int)((P2 *)_this)->i));
#endif
		;
		/* merge: j = 0(193, 117, 193) */
		reached[2][117] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P2 *)_this)->j);
		((P2 *)_this)->j = 0;
#ifdef VAR_RANGES
		logval("Drain:j", ((int)((P2 *)_this)->j));
#endif
		;
		/* merge: .(goto)(0, 194, 193) */
		reached[2][194] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 377: // STATE 119 - protocol.pml:435 - [((down[m]&(1<<14)))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][119] = 1;
		if (!((now.down[ Index(((int)((P2 *)_this)->m), 1) ]&(1<<14))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 378: // STATE 120 - protocol.pml:190 - [down[m] = (down[m]&~((1<<14)))] (0:0:1 - 1)
		IfNotBlocked
		reached[2][120] = 1;
		(trpt+1)->bup.oval = now.down[ Index(((int)((P2 *)_this)->m), 1) ];
		now.down[ Index(((P2 *)_this)->m, 1) ] = (now.down[ Index(((int)((P2 *)_this)->m), 1) ]& ~((1<<14)));
#ifdef VAR_RANGES
		logval("down[Drain:m]", now.down[ Index(((int)((P2 *)_this)->m), 1) ]);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 379: // STATE 121 - protocol.pml:191 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][121] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 380: // STATE 122 - protocol.pml:50 - [((faults==255))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][122] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 381: // STATE 124 - protocol.pml:50 - [faults = (faults-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[2][124] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 382: // STATE 131 - protocol.pml:370 - [taken[m] = 0] (0:142:2 - 1)
		IfNotBlocked
		reached[2][131] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.taken[ Index(((int)((P2 *)_this)->m), 1) ]);
		now.taken[ Index(((P2 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("taken[Drain:m]", ((int)now.taken[ Index(((int)((P2 *)_this)->m), 1) ]));
#endif
		;
		/* merge: i = (m*1)(142, 132, 142) */
		reached[2][132] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P2 *)_this)->i);
		((P2 *)_this)->i = (((int)((P2 *)_this)->m)*1);
#ifdef VAR_RANGES
		logval("Drain:i", ((int)((P2 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 143, 142) */
		reached[2][143] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 383: // STATE 133 - protocol.pml:371 - [((i<=(((m*1)+1)-1)))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][133] = 1;
		if (!((((int)((P2 *)_this)->i)<=(((((int)((P2 *)_this)->m)*1)+1)-1))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 384: // STATE 134 - protocol.pml:373 - [(((tell[i]>3)&&(tell[i]<=6)))] (142:0:2 - 1)
		IfNotBlocked
		reached[2][134] = 1;
		if (!(((((int)now.tell[ Index(((int)((P2 *)_this)->i), 1) ])>3)&&(((int)now.tell[ Index(((int)((P2 *)_this)->i), 1) ])<=6))))
			continue;
		/* merge: tell[i] = (tell[i]-3)(142, 135, 142) */
		reached[2][135] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((int)((P2 *)_this)->i), 1) ]);
		now.tell[ Index(((P2 *)_this)->i, 1) ] = (((int)now.tell[ Index(((int)((P2 *)_this)->i), 1) ])-3);
#ifdef VAR_RANGES
		logval("tell[Drain:i]", ((int)now.tell[ Index(((int)((P2 *)_this)->i), 1) ]));
#endif
		;
		/* merge: .(goto)(142, 138, 142) */
		reached[2][138] = 1;
		;
		/* merge: i = (i+1)(142, 139, 142) */
		reached[2][139] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P2 *)_this)->i);
		((P2 *)_this)->i = (((int)((P2 *)_this)->i)+1);
#ifdef VAR_RANGES
		logval("Drain:i", ((int)((P2 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 143, 142) */
		reached[2][143] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 385: // STATE 139 - protocol.pml:371 - [i = (i+1)] (0:142:1 - 3)
		IfNotBlocked
		reached[2][139] = 1;
		(trpt+1)->bup.oval = ((int)((P2 *)_this)->i);
		((P2 *)_this)->i = (((int)((P2 *)_this)->i)+1);
#ifdef VAR_RANGES
		logval("Drain:i", ((int)((P2 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 143, 142) */
		reached[2][143] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 386: // STATE 145 - protocol.pml:377 - [i = 0] (0:193:2 - 3)
		IfNotBlocked
		reached[2][145] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P2 *)_this)->i);
		((P2 *)_this)->i = 0;
#ifdef VAR_RANGES
		logval("Drain:i", ((int)((P2 *)_this)->i));
#endif
		;
		/* merge: link[m] = 0(193, 147, 193) */
		reached[2][147] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.link[ Index(((int)((P2 *)_this)->m), 1) ]);
		now.link[ Index(((P2 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("link[Drain:m]", ((int)now.link[ Index(((int)((P2 *)_this)->m), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 194, 193) */
		reached[2][194] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 387: // STATE 149 - protocol.pml:439 - [(((faults>0)&&(link[m]>=2)))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][149] = 1;
		if (!(((((int)now.faults)>0)&&(((int)now.link[ Index(((int)((P2 *)_this)->m), 1) ])>=2))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 388: // STATE 150 - protocol.pml:50 - [((faults==255))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][150] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 389: // STATE 152 - protocol.pml:50 - [faults = (faults-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[2][152] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 390: // STATE 156 - protocol.pml:370 - [taken[m] = 0] (0:167:2 - 1)
		IfNotBlocked
		reached[2][156] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.taken[ Index(((int)((P2 *)_this)->m), 1) ]);
		now.taken[ Index(((P2 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("taken[Drain:m]", ((int)now.taken[ Index(((int)((P2 *)_this)->m), 1) ]));
#endif
		;
		/* merge: i = (m*1)(167, 157, 167) */
		reached[2][157] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P2 *)_this)->i);
		((P2 *)_this)->i = (((int)((P2 *)_this)->m)*1);
#ifdef VAR_RANGES
		logval("Drain:i", ((int)((P2 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 168, 167) */
		reached[2][168] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 391: // STATE 158 - protocol.pml:371 - [((i<=(((m*1)+1)-1)))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][158] = 1;
		if (!((((int)((P2 *)_this)->i)<=(((((int)((P2 *)_this)->m)*1)+1)-1))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 392: // STATE 159 - protocol.pml:373 - [(((tell[i]>3)&&(tell[i]<=6)))] (167:0:2 - 1)
		IfNotBlocked
		reached[2][159] = 1;
		if (!(((((int)now.tell[ Index(((int)((P2 *)_this)->i), 1) ])>3)&&(((int)now.tell[ Index(((int)((P2 *)_this)->i), 1) ])<=6))))
			continue;
		/* merge: tell[i] = (tell[i]-3)(167, 160, 167) */
		reached[2][160] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((int)((P2 *)_this)->i), 1) ]);
		now.tell[ Index(((P2 *)_this)->i, 1) ] = (((int)now.tell[ Index(((int)((P2 *)_this)->i), 1) ])-3);
#ifdef VAR_RANGES
		logval("tell[Drain:i]", ((int)now.tell[ Index(((int)((P2 *)_this)->i), 1) ]));
#endif
		;
		/* merge: .(goto)(167, 163, 167) */
		reached[2][163] = 1;
		;
		/* merge: i = (i+1)(167, 164, 167) */
		reached[2][164] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P2 *)_this)->i);
		((P2 *)_this)->i = (((int)((P2 *)_this)->i)+1);
#ifdef VAR_RANGES
		logval("Drain:i", ((int)((P2 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 168, 167) */
		reached[2][168] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 393: // STATE 164 - protocol.pml:371 - [i = (i+1)] (0:167:1 - 3)
		IfNotBlocked
		reached[2][164] = 1;
		(trpt+1)->bup.oval = ((int)((P2 *)_this)->i);
		((P2 *)_this)->i = (((int)((P2 *)_this)->i)+1);
#ifdef VAR_RANGES
		logval("Drain:i", ((int)((P2 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 168, 167) */
		reached[2][168] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 394: // STATE 170 - protocol.pml:377 - [i = 0] (0:193:2 - 3)
		IfNotBlocked
		reached[2][170] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P2 *)_this)->i);
		((P2 *)_this)->i = 0;
#ifdef VAR_RANGES
		logval("Drain:i", ((int)((P2 *)_this)->i));
#endif
		;
		/* merge: link[m] = 1(193, 172, 193) */
		reached[2][172] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.link[ Index(((int)((P2 *)_this)->m), 1) ]);
		now.link[ Index(((P2 *)_this)->m, 1) ] = 1;
#ifdef VAR_RANGES
		logval("link[Drain:m]", ((int)now.link[ Index(((int)((P2 *)_this)->m), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 194, 193) */
		reached[2][194] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 395: // STATE 174 - protocol.pml:440 - [(((((link[m]==2)&&!((up[m]&(1<<0))))&&!((down[m]&15)))&&!((down[m]&(1<<14)))))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][174] = 1;
		if (!(((((((int)now.link[ Index(((int)((P2 *)_this)->m), 1) ])==2)&& !((now.up[ Index(((int)((P2 *)_this)->m), 1) ]&(1<<0))))&& !((now.down[ Index(((int)((P2 *)_this)->m), 1) ]&15)))&& !((now.down[ Index(((int)((P2 *)_this)->m), 1) ]&(1<<14))))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 396: // STATE 175 - protocol.pml:370 - [taken[m] = 0] (0:186:2 - 1)
		IfNotBlocked
		reached[2][175] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.taken[ Index(((int)((P2 *)_this)->m), 1) ]);
		now.taken[ Index(((P2 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("taken[Drain:m]", ((int)now.taken[ Index(((int)((P2 *)_this)->m), 1) ]));
#endif
		;
		/* merge: i = (m*1)(186, 176, 186) */
		reached[2][176] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P2 *)_this)->i);
		((P2 *)_this)->i = (((int)((P2 *)_this)->m)*1);
#ifdef VAR_RANGES
		logval("Drain:i", ((int)((P2 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 187, 186) */
		reached[2][187] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 397: // STATE 177 - protocol.pml:371 - [((i<=(((m*1)+1)-1)))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][177] = 1;
		if (!((((int)((P2 *)_this)->i)<=(((((int)((P2 *)_this)->m)*1)+1)-1))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 398: // STATE 178 - protocol.pml:373 - [(((tell[i]>3)&&(tell[i]<=6)))] (186:0:2 - 1)
		IfNotBlocked
		reached[2][178] = 1;
		if (!(((((int)now.tell[ Index(((int)((P2 *)_this)->i), 1) ])>3)&&(((int)now.tell[ Index(((int)((P2 *)_this)->i), 1) ])<=6))))
			continue;
		/* merge: tell[i] = (tell[i]-3)(186, 179, 186) */
		reached[2][179] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.tell[ Index(((int)((P2 *)_this)->i), 1) ]);
		now.tell[ Index(((P2 *)_this)->i, 1) ] = (((int)now.tell[ Index(((int)((P2 *)_this)->i), 1) ])-3);
#ifdef VAR_RANGES
		logval("tell[Drain:i]", ((int)now.tell[ Index(((int)((P2 *)_this)->i), 1) ]));
#endif
		;
		/* merge: .(goto)(186, 182, 186) */
		reached[2][182] = 1;
		;
		/* merge: i = (i+1)(186, 183, 186) */
		reached[2][183] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P2 *)_this)->i);
		((P2 *)_this)->i = (((int)((P2 *)_this)->i)+1);
#ifdef VAR_RANGES
		logval("Drain:i", ((int)((P2 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 187, 186) */
		reached[2][187] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 399: // STATE 183 - protocol.pml:371 - [i = (i+1)] (0:186:1 - 3)
		IfNotBlocked
		reached[2][183] = 1;
		(trpt+1)->bup.oval = ((int)((P2 *)_this)->i);
		((P2 *)_this)->i = (((int)((P2 *)_this)->i)+1);
#ifdef VAR_RANGES
		logval("Drain:i", ((int)((P2 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 187, 186) */
		reached[2][187] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 400: // STATE 189 - protocol.pml:377 - [i = 0] (0:193:2 - 3)
		IfNotBlocked
		reached[2][189] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P2 *)_this)->i);
		((P2 *)_this)->i = 0;
#ifdef VAR_RANGES
		logval("Drain:i", ((int)((P2 *)_this)->i));
#endif
		;
		/* merge: link[m] = 1(193, 191, 193) */
		reached[2][191] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.link[ Index(((int)((P2 *)_this)->m), 1) ]);
		now.link[ Index(((P2 *)_this)->m, 1) ] = 1;
#ifdef VAR_RANGES
		logval("link[Drain:m]", ((int)now.link[ Index(((int)((P2 *)_this)->m), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 194, 193) */
		reached[2][194] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 401: // STATE 196 - protocol.pml:442 - [-end-] (0:0:0 - 1)
		IfNotBlocked
		reached[2][196] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC Delivery */
	case 402: // STATE 1 - protocol.pml:266 - [((owed[((m*1)+j)]==0))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][1] = 1;
		if (!((((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 403: // STATE 2 - protocol.pml:272 - [(held[((m*1)+j)])] (0:0:0 - 1)
		IfNotBlocked
		reached[1][2] = 1;
		if (!(((int)now.held[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])))
			continue;
		_m = 3; goto P999; /* 0 */
	case 404: // STATE 3 - protocol.pml:219 - [assert(held[((m*1)+j)])] (0:239:1 - 1)
		IfNotBlocked
		reached[1][3] = 1;
		spin_assert(((int)now.held[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ]), "held[((m*1)+j)]", II, tt, t);
		/* merge: owed[((m*1)+j)] = 3(239, 4, 239) */
		reached[1][4] = 1;
		(trpt+1)->bup.oval = ((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ]);
		now.owed[ Index(((((P1 *)_this)->m*1)+((P1 *)_this)->j), 1) ] = 3;
#ifdef VAR_RANGES
		logval("owed[((Delivery:m*1)+Delivery:j)]", ((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(239, 9, 239) */
		reached[1][9] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 405: // STATE 9 - protocol.pml:274 - [.(goto)] (0:239:0 - 2)
		IfNotBlocked
		reached[1][9] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 406: // STATE 7 - protocol.pml:273 - [owed[((m*1)+j)] = 1] (0:239:1 - 1)
		IfNotBlocked
		reached[1][7] = 1;
		(trpt+1)->bup.oval = ((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ]);
		now.owed[ Index(((((P1 *)_this)->m*1)+((P1 *)_this)->j), 1) ] = 1;
#ifdef VAR_RANGES
		logval("owed[((Delivery:m*1)+Delivery:j)]", ((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(239, 9, 239) */
		reached[1][9] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 407: // STATE 11 - protocol.pml:279 - [((up[m]&(1<<(1+j))))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][11] = 1;
		if (!((now.up[ Index(((int)((P1 *)_this)->m), 1) ]&(1<<(1+((int)((P1 *)_this)->j))))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 408: // STATE 12 - protocol.pml:190 - [up[m] = (up[m]&~((1<<(1+j))))] (0:0:1 - 1)
		IfNotBlocked
		reached[1][12] = 1;
		(trpt+1)->bup.oval = now.up[ Index(((int)((P1 *)_this)->m), 1) ];
		now.up[ Index(((P1 *)_this)->m, 1) ] = (now.up[ Index(((int)((P1 *)_this)->m), 1) ]& ~((1<<(1+((int)((P1 *)_this)->j)))));
#ifdef VAR_RANGES
		logval("up[Delivery:m]", now.up[ Index(((int)((P1 *)_this)->m), 1) ]);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 409: // STATE 13 - protocol.pml:191 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][13] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 410: // STATE 14 - protocol.pml:50 - [((faults==255))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][14] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 411: // STATE 16 - protocol.pml:50 - [faults = (faults-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[1][16] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 412: // STATE 23 - protocol.pml:282 - [(!(session[m]))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][23] = 1;
		if (!( !(((int)now.session[ Index(((int)((P1 *)_this)->m), 1) ]))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 413: // STATE 24 - protocol.pml:184 - [down[m] = (down[m]|(1<<14))] (0:239:1 - 1)
		IfNotBlocked
		reached[1][24] = 1;
		(trpt+1)->bup.oval = now.down[ Index(((int)((P1 *)_this)->m), 1) ];
		now.down[ Index(((P1 *)_this)->m, 1) ] = (now.down[ Index(((int)((P1 *)_this)->m), 1) ]|(1<<14));
#ifdef VAR_RANGES
		logval("down[Delivery:m]", now.down[ Index(((int)((P1 *)_this)->m), 1) ]);
#endif
		;
		/* merge: .(goto)(239, 33, 239) */
		reached[1][33] = 1;
		;
		/* merge: .(goto)(239, 60, 239) */
		reached[1][60] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 414: // STATE 33 - protocol.pml:187 - [.(goto)] (0:239:0 - 4)
		IfNotBlocked
		reached[1][33] = 1;
		;
		/* merge: .(goto)(239, 60, 239) */
		reached[1][60] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 415: // STATE 25 - protocol.pml:185 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][25] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 416: // STATE 26 - protocol.pml:50 - [((faults==255))] (239:0:0 - 1)
		IfNotBlocked
		reached[1][26] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		/* merge: .(goto)(239, 30, 239) */
		reached[1][30] = 1;
		;
		/* merge: .(goto)(239, 33, 239) */
		reached[1][33] = 1;
		;
		/* merge: .(goto)(239, 60, 239) */
		reached[1][60] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 417: // STATE 28 - protocol.pml:50 - [faults = (faults-1)] (0:239:1 - 1)
		IfNotBlocked
		reached[1][28] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: .(goto)(239, 30, 239) */
		reached[1][30] = 1;
		;
		/* merge: .(goto)(239, 33, 239) */
		reached[1][33] = 1;
		;
		/* merge: .(goto)(239, 60, 239) */
		reached[1][60] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 418: // STATE 60 - protocol.pml:285 - [.(goto)] (0:239:0 - 3)
		IfNotBlocked
		reached[1][60] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 419: // STATE 35 - protocol.pml:283 - [((session[m]&&((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2))))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][35] = 1;
		if (!((((int)now.session[ Index(((int)((P1 *)_this)->m), 1) ])&&((((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==1)||(((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==2)))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 420: // STATE 36 - protocol.pml:184 - [down[m] = (down[m]|(1<<(4+j)))] (0:239:1 - 1)
		IfNotBlocked
		reached[1][36] = 1;
		(trpt+1)->bup.oval = now.down[ Index(((int)((P1 *)_this)->m), 1) ];
		now.down[ Index(((P1 *)_this)->m, 1) ] = (now.down[ Index(((int)((P1 *)_this)->m), 1) ]|(1<<(4+((int)((P1 *)_this)->j))));
#ifdef VAR_RANGES
		logval("down[Delivery:m]", now.down[ Index(((int)((P1 *)_this)->m), 1) ]);
#endif
		;
		/* merge: .(goto)(239, 45, 239) */
		reached[1][45] = 1;
		;
		/* merge: .(goto)(239, 60, 239) */
		reached[1][60] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 421: // STATE 45 - protocol.pml:187 - [.(goto)] (0:239:0 - 4)
		IfNotBlocked
		reached[1][45] = 1;
		;
		/* merge: .(goto)(239, 60, 239) */
		reached[1][60] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 422: // STATE 37 - protocol.pml:185 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][37] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 423: // STATE 38 - protocol.pml:50 - [((faults==255))] (239:0:0 - 1)
		IfNotBlocked
		reached[1][38] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		/* merge: .(goto)(239, 42, 239) */
		reached[1][42] = 1;
		;
		/* merge: .(goto)(239, 45, 239) */
		reached[1][45] = 1;
		;
		/* merge: .(goto)(239, 60, 239) */
		reached[1][60] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 424: // STATE 40 - protocol.pml:50 - [faults = (faults-1)] (0:239:1 - 1)
		IfNotBlocked
		reached[1][40] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: .(goto)(239, 42, 239) */
		reached[1][42] = 1;
		;
		/* merge: .(goto)(239, 45, 239) */
		reached[1][45] = 1;
		;
		/* merge: .(goto)(239, 60, 239) */
		reached[1][60] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 425: // STATE 48 - protocol.pml:184 - [down[m] = (down[m]|(1<<(6+j)))] (0:239:1 - 1)
		IfNotBlocked
		reached[1][48] = 1;
		(trpt+1)->bup.oval = now.down[ Index(((int)((P1 *)_this)->m), 1) ];
		now.down[ Index(((P1 *)_this)->m, 1) ] = (now.down[ Index(((int)((P1 *)_this)->m), 1) ]|(1<<(6+((int)((P1 *)_this)->j))));
#ifdef VAR_RANGES
		logval("down[Delivery:m]", now.down[ Index(((int)((P1 *)_this)->m), 1) ]);
#endif
		;
		/* merge: .(goto)(239, 57, 239) */
		reached[1][57] = 1;
		;
		/* merge: .(goto)(239, 60, 239) */
		reached[1][60] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 426: // STATE 57 - protocol.pml:187 - [.(goto)] (0:239:0 - 4)
		IfNotBlocked
		reached[1][57] = 1;
		;
		/* merge: .(goto)(239, 60, 239) */
		reached[1][60] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 427: // STATE 49 - protocol.pml:185 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][49] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 428: // STATE 50 - protocol.pml:50 - [((faults==255))] (239:0:0 - 1)
		IfNotBlocked
		reached[1][50] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		/* merge: .(goto)(239, 54, 239) */
		reached[1][54] = 1;
		;
		/* merge: .(goto)(239, 57, 239) */
		reached[1][57] = 1;
		;
		/* merge: .(goto)(239, 60, 239) */
		reached[1][60] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 429: // STATE 52 - protocol.pml:50 - [faults = (faults-1)] (0:239:1 - 1)
		IfNotBlocked
		reached[1][52] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: .(goto)(239, 54, 239) */
		reached[1][54] = 1;
		;
		/* merge: .(goto)(239, 57, 239) */
		reached[1][57] = 1;
		;
		/* merge: .(goto)(239, 60, 239) */
		reached[1][60] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 430: // STATE 62 - protocol.pml:287 - [(((up[m]&(1<<(((3+(3*j))+1)-1)))&&!(work[m])))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][62] = 1;
		if (!(((now.up[ Index(((int)((P1 *)_this)->m), 1) ]&(1<<(((3+(3*((int)((P1 *)_this)->j)))+1)-1)))&& !(((int)now.work[ Index(((int)((P1 *)_this)->m), 1) ])))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 431: // STATE 63 - protocol.pml:190 - [up[m] = (up[m]&~((1<<(((3+(3*j))+1)-1))))] (0:0:1 - 1)
		IfNotBlocked
		reached[1][63] = 1;
		(trpt+1)->bup.oval = now.up[ Index(((int)((P1 *)_this)->m), 1) ];
		now.up[ Index(((P1 *)_this)->m, 1) ] = (now.up[ Index(((int)((P1 *)_this)->m), 1) ]& ~((1<<(((3+(3*((int)((P1 *)_this)->j)))+1)-1))));
#ifdef VAR_RANGES
		logval("up[Delivery:m]", now.up[ Index(((int)((P1 *)_this)->m), 1) ]);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 432: // STATE 64 - protocol.pml:191 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][64] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 433: // STATE 65 - protocol.pml:50 - [((faults==255))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][65] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 434: // STATE 67 - protocol.pml:50 - [faults = (faults-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[1][67] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 435: // STATE 74 - protocol.pml:245 - [(session[m])] (239:0:1 - 1)
		IfNotBlocked
		reached[1][74] = 1;
		if (!(((int)now.session[ Index(((int)((P1 *)_this)->m), 1) ])))
			continue;
		/* merge: work[m] = (((1+(3*j))+1)-1)(239, 75, 239) */
		reached[1][75] = 1;
		(trpt+1)->bup.oval = ((int)now.work[ Index(((int)((P1 *)_this)->m), 1) ]);
		now.work[ Index(((P1 *)_this)->m, 1) ] = (((1+(3*((int)((P1 *)_this)->j)))+1)-1);
#ifdef VAR_RANGES
		logval("work[Delivery:m]", ((int)now.work[ Index(((int)((P1 *)_this)->m), 1) ]));
#endif
		;
		/* merge: .(goto)(239, 89, 239) */
		reached[1][89] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 436: // STATE 89 - protocol.pml:252 - [.(goto)] (0:239:0 - 2)
		IfNotBlocked
		reached[1][89] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 437: // STATE 77 - protocol.pml:184 - [down[m] = (down[m]|(1<<14))] (0:239:1 - 1)
		IfNotBlocked
		reached[1][77] = 1;
		(trpt+1)->bup.oval = now.down[ Index(((int)((P1 *)_this)->m), 1) ];
		now.down[ Index(((P1 *)_this)->m, 1) ] = (now.down[ Index(((int)((P1 *)_this)->m), 1) ]|(1<<14));
#ifdef VAR_RANGES
		logval("down[Delivery:m]", now.down[ Index(((int)((P1 *)_this)->m), 1) ]);
#endif
		;
		/* merge: .(goto)(239, 86, 239) */
		reached[1][86] = 1;
		;
		/* merge: .(goto)(239, 89, 239) */
		reached[1][89] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 438: // STATE 86 - protocol.pml:187 - [.(goto)] (0:239:0 - 4)
		IfNotBlocked
		reached[1][86] = 1;
		;
		/* merge: .(goto)(239, 89, 239) */
		reached[1][89] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 439: // STATE 78 - protocol.pml:185 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][78] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 440: // STATE 79 - protocol.pml:50 - [((faults==255))] (239:0:0 - 1)
		IfNotBlocked
		reached[1][79] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		/* merge: .(goto)(239, 83, 239) */
		reached[1][83] = 1;
		;
		/* merge: .(goto)(239, 86, 239) */
		reached[1][86] = 1;
		;
		/* merge: .(goto)(239, 89, 239) */
		reached[1][89] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 441: // STATE 81 - protocol.pml:50 - [faults = (faults-1)] (0:239:1 - 1)
		IfNotBlocked
		reached[1][81] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: .(goto)(239, 83, 239) */
		reached[1][83] = 1;
		;
		/* merge: .(goto)(239, 86, 239) */
		reached[1][86] = 1;
		;
		/* merge: .(goto)(239, 89, 239) */
		reached[1][89] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 442: // STATE 92 - protocol.pml:288 - [(((up[m]&(1<<(((3+(3*j))+2)-1)))&&!(work[m])))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][92] = 1;
		if (!(((now.up[ Index(((int)((P1 *)_this)->m), 1) ]&(1<<(((3+(3*((int)((P1 *)_this)->j)))+2)-1)))&& !(((int)now.work[ Index(((int)((P1 *)_this)->m), 1) ])))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 443: // STATE 93 - protocol.pml:190 - [up[m] = (up[m]&~((1<<(((3+(3*j))+2)-1))))] (0:0:1 - 1)
		IfNotBlocked
		reached[1][93] = 1;
		(trpt+1)->bup.oval = now.up[ Index(((int)((P1 *)_this)->m), 1) ];
		now.up[ Index(((P1 *)_this)->m, 1) ] = (now.up[ Index(((int)((P1 *)_this)->m), 1) ]& ~((1<<(((3+(3*((int)((P1 *)_this)->j)))+2)-1))));
#ifdef VAR_RANGES
		logval("up[Delivery:m]", now.up[ Index(((int)((P1 *)_this)->m), 1) ]);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 444: // STATE 94 - protocol.pml:191 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][94] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 445: // STATE 95 - protocol.pml:50 - [((faults==255))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][95] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 446: // STATE 97 - protocol.pml:50 - [faults = (faults-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[1][97] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 447: // STATE 104 - protocol.pml:245 - [(session[m])] (239:0:1 - 1)
		IfNotBlocked
		reached[1][104] = 1;
		if (!(((int)now.session[ Index(((int)((P1 *)_this)->m), 1) ])))
			continue;
		/* merge: work[m] = (((1+(3*j))+2)-1)(239, 105, 239) */
		reached[1][105] = 1;
		(trpt+1)->bup.oval = ((int)now.work[ Index(((int)((P1 *)_this)->m), 1) ]);
		now.work[ Index(((P1 *)_this)->m, 1) ] = (((1+(3*((int)((P1 *)_this)->j)))+2)-1);
#ifdef VAR_RANGES
		logval("work[Delivery:m]", ((int)now.work[ Index(((int)((P1 *)_this)->m), 1) ]));
#endif
		;
		/* merge: .(goto)(239, 119, 239) */
		reached[1][119] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 448: // STATE 119 - protocol.pml:252 - [.(goto)] (0:239:0 - 2)
		IfNotBlocked
		reached[1][119] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 449: // STATE 107 - protocol.pml:184 - [down[m] = (down[m]|(1<<14))] (0:239:1 - 1)
		IfNotBlocked
		reached[1][107] = 1;
		(trpt+1)->bup.oval = now.down[ Index(((int)((P1 *)_this)->m), 1) ];
		now.down[ Index(((P1 *)_this)->m, 1) ] = (now.down[ Index(((int)((P1 *)_this)->m), 1) ]|(1<<14));
#ifdef VAR_RANGES
		logval("down[Delivery:m]", now.down[ Index(((int)((P1 *)_this)->m), 1) ]);
#endif
		;
		/* merge: .(goto)(239, 116, 239) */
		reached[1][116] = 1;
		;
		/* merge: .(goto)(239, 119, 239) */
		reached[1][119] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 450: // STATE 116 - protocol.pml:187 - [.(goto)] (0:239:0 - 4)
		IfNotBlocked
		reached[1][116] = 1;
		;
		/* merge: .(goto)(239, 119, 239) */
		reached[1][119] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 451: // STATE 108 - protocol.pml:185 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][108] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 452: // STATE 109 - protocol.pml:50 - [((faults==255))] (239:0:0 - 1)
		IfNotBlocked
		reached[1][109] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		/* merge: .(goto)(239, 113, 239) */
		reached[1][113] = 1;
		;
		/* merge: .(goto)(239, 116, 239) */
		reached[1][116] = 1;
		;
		/* merge: .(goto)(239, 119, 239) */
		reached[1][119] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 453: // STATE 111 - protocol.pml:50 - [faults = (faults-1)] (0:239:1 - 1)
		IfNotBlocked
		reached[1][111] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: .(goto)(239, 113, 239) */
		reached[1][113] = 1;
		;
		/* merge: .(goto)(239, 116, 239) */
		reached[1][116] = 1;
		;
		/* merge: .(goto)(239, 119, 239) */
		reached[1][119] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 454: // STATE 122 - protocol.pml:289 - [(((up[m]&(1<<(((3+(3*j))+3)-1)))&&!(work[m])))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][122] = 1;
		if (!(((now.up[ Index(((int)((P1 *)_this)->m), 1) ]&(1<<(((3+(3*((int)((P1 *)_this)->j)))+3)-1)))&& !(((int)now.work[ Index(((int)((P1 *)_this)->m), 1) ])))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 455: // STATE 123 - protocol.pml:190 - [up[m] = (up[m]&~((1<<(((3+(3*j))+3)-1))))] (0:0:1 - 1)
		IfNotBlocked
		reached[1][123] = 1;
		(trpt+1)->bup.oval = now.up[ Index(((int)((P1 *)_this)->m), 1) ];
		now.up[ Index(((P1 *)_this)->m, 1) ] = (now.up[ Index(((int)((P1 *)_this)->m), 1) ]& ~((1<<(((3+(3*((int)((P1 *)_this)->j)))+3)-1))));
#ifdef VAR_RANGES
		logval("up[Delivery:m]", now.up[ Index(((int)((P1 *)_this)->m), 1) ]);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 456: // STATE 124 - protocol.pml:191 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][124] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 457: // STATE 125 - protocol.pml:50 - [((faults==255))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][125] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 458: // STATE 127 - protocol.pml:50 - [faults = (faults-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[1][127] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 459: // STATE 134 - protocol.pml:245 - [(session[m])] (239:0:1 - 1)
		IfNotBlocked
		reached[1][134] = 1;
		if (!(((int)now.session[ Index(((int)((P1 *)_this)->m), 1) ])))
			continue;
		/* merge: work[m] = (((1+(3*j))+3)-1)(239, 135, 239) */
		reached[1][135] = 1;
		(trpt+1)->bup.oval = ((int)now.work[ Index(((int)((P1 *)_this)->m), 1) ]);
		now.work[ Index(((P1 *)_this)->m, 1) ] = (((1+(3*((int)((P1 *)_this)->j)))+3)-1);
#ifdef VAR_RANGES
		logval("work[Delivery:m]", ((int)now.work[ Index(((int)((P1 *)_this)->m), 1) ]));
#endif
		;
		/* merge: .(goto)(239, 149, 239) */
		reached[1][149] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 460: // STATE 149 - protocol.pml:252 - [.(goto)] (0:239:0 - 2)
		IfNotBlocked
		reached[1][149] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 461: // STATE 137 - protocol.pml:184 - [down[m] = (down[m]|(1<<14))] (0:239:1 - 1)
		IfNotBlocked
		reached[1][137] = 1;
		(trpt+1)->bup.oval = now.down[ Index(((int)((P1 *)_this)->m), 1) ];
		now.down[ Index(((P1 *)_this)->m, 1) ] = (now.down[ Index(((int)((P1 *)_this)->m), 1) ]|(1<<14));
#ifdef VAR_RANGES
		logval("down[Delivery:m]", now.down[ Index(((int)((P1 *)_this)->m), 1) ]);
#endif
		;
		/* merge: .(goto)(239, 146, 239) */
		reached[1][146] = 1;
		;
		/* merge: .(goto)(239, 149, 239) */
		reached[1][149] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 462: // STATE 146 - protocol.pml:187 - [.(goto)] (0:239:0 - 4)
		IfNotBlocked
		reached[1][146] = 1;
		;
		/* merge: .(goto)(239, 149, 239) */
		reached[1][149] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 463: // STATE 138 - protocol.pml:185 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][138] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 464: // STATE 139 - protocol.pml:50 - [((faults==255))] (239:0:0 - 1)
		IfNotBlocked
		reached[1][139] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		/* merge: .(goto)(239, 143, 239) */
		reached[1][143] = 1;
		;
		/* merge: .(goto)(239, 146, 239) */
		reached[1][146] = 1;
		;
		/* merge: .(goto)(239, 149, 239) */
		reached[1][149] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 465: // STATE 141 - protocol.pml:50 - [faults = (faults-1)] (0:239:1 - 1)
		IfNotBlocked
		reached[1][141] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: .(goto)(239, 143, 239) */
		reached[1][143] = 1;
		;
		/* merge: .(goto)(239, 146, 239) */
		reached[1][146] = 1;
		;
		/* merge: .(goto)(239, 149, 239) */
		reached[1][149] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 466: // STATE 152 - protocol.pml:291 - [((work[m]==(((1+(3*j))+1)-1)))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][152] = 1;
		if (!((((int)now.work[ Index(((int)((P1 *)_this)->m), 1) ])==(((1+(3*((int)((P1 *)_this)->j)))+1)-1))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 467: // STATE 153 - protocol.pml:210 - [((((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2))&&(owed[((m*1)+j)]!=2)))] (174:0:1 - 1)
		IfNotBlocked
		reached[1][153] = 1;
		if (!((((((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==1)||(((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==2))&&(((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])!=2))))
			continue;
		/* merge: assert(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))(174, 154, 174) */
		reached[1][154] = 1;
		spin_assert(((((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==1)||(((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==2)), "((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2))", II, tt, t);
		/* merge: owed[((m*1)+j)] = 2(174, 155, 174) */
		reached[1][155] = 1;
		(trpt+1)->bup.oval = ((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ]);
		now.owed[ Index(((((P1 *)_this)->m*1)+((P1 *)_this)->j), 1) ] = 2;
#ifdef VAR_RANGES
		logval("owed[((Delivery:m*1)+Delivery:j)]", ((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 158, 174) */
		reached[1][158] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 468: // STATE 160 - protocol.pml:255 - [work[m] = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[1][160] = 1;
		(trpt+1)->bup.oval = ((int)now.work[ Index(((int)((P1 *)_this)->m), 1) ]);
		now.work[ Index(((P1 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("work[Delivery:m]", ((int)now.work[ Index(((int)((P1 *)_this)->m), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 469: // STATE 161 - protocol.pml:224 - [assert((!(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))||((1==1)&&(owed[((m*1)+j)]==2))))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][161] = 1;
		spin_assert(( !(((((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==1)||(((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==2)))||((1==1)&&(((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==2))), "( !(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))||((1==1)&&(owed[((m*1)+j)]==2)))", II, tt, t);
		_m = 3; goto P999; /* 0 */
	case 470: // STATE 163 - protocol.pml:184 - [down[m] = (down[m]|(1<<(((8+(3*j))+1)-1)))] (0:239:1 - 1)
		IfNotBlocked
		reached[1][163] = 1;
		(trpt+1)->bup.oval = now.down[ Index(((int)((P1 *)_this)->m), 1) ];
		now.down[ Index(((P1 *)_this)->m, 1) ] = (now.down[ Index(((int)((P1 *)_this)->m), 1) ]|(1<<(((8+(3*((int)((P1 *)_this)->j)))+1)-1)));
#ifdef VAR_RANGES
		logval("down[Delivery:m]", now.down[ Index(((int)((P1 *)_this)->m), 1) ]);
#endif
		;
		/* merge: .(goto)(239, 172, 239) */
		reached[1][172] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 471: // STATE 172 - protocol.pml:187 - [.(goto)] (0:239:0 - 2)
		IfNotBlocked
		reached[1][172] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 472: // STATE 164 - protocol.pml:185 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][164] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 473: // STATE 165 - protocol.pml:50 - [((faults==255))] (239:0:0 - 1)
		IfNotBlocked
		reached[1][165] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		/* merge: .(goto)(239, 169, 239) */
		reached[1][169] = 1;
		;
		/* merge: .(goto)(239, 172, 239) */
		reached[1][172] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 474: // STATE 169 - protocol.pml:50 - [.(goto)] (0:239:0 - 2)
		IfNotBlocked
		reached[1][169] = 1;
		;
		/* merge: .(goto)(239, 172, 239) */
		reached[1][172] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 475: // STATE 167 - protocol.pml:50 - [faults = (faults-1)] (0:239:1 - 1)
		IfNotBlocked
		reached[1][167] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: .(goto)(239, 169, 239) */
		reached[1][169] = 1;
		;
		/* merge: .(goto)(239, 172, 239) */
		reached[1][172] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 476: // STATE 176 - protocol.pml:292 - [((work[m]==(((1+(3*j))+2)-1)))] (184:0:0 - 1)
		IfNotBlocked
		reached[1][176] = 1;
		if (!((((int)now.work[ Index(((int)((P1 *)_this)->m), 1) ])==(((1+(3*((int)((P1 *)_this)->j)))+2)-1))))
			continue;
		/* merge: assert(((ledger[j]==3)||((ledger[j]==1)&&!((owner[j]!=2)))))(0, 177, 184) */
		reached[1][177] = 1;
		spin_assert(((((int)now.ledger[ Index(((int)((P1 *)_this)->j), 1) ])==3)||((((int)now.ledger[ Index(((int)((P1 *)_this)->j), 1) ])==1)&& !((((int)now.owner[ Index(((int)((P1 *)_this)->j), 1) ])!=2)))), "((ledger[j]==3)||((ledger[j]==1)&& !((owner[j]!=2))))", II, tt, t);
		_m = 3; goto P999; /* 1 */
	case 477: // STATE 178 - protocol.pml:210 - [((((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2))&&(owed[((m*1)+j)]!=4)))] (199:0:1 - 1)
		IfNotBlocked
		reached[1][178] = 1;
		if (!((((((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==1)||(((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==2))&&(((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])!=4))))
			continue;
		/* merge: assert(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))(199, 179, 199) */
		reached[1][179] = 1;
		spin_assert(((((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==1)||(((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==2)), "((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2))", II, tt, t);
		/* merge: owed[((m*1)+j)] = 4(199, 180, 199) */
		reached[1][180] = 1;
		(trpt+1)->bup.oval = ((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ]);
		now.owed[ Index(((((P1 *)_this)->m*1)+((P1 *)_this)->j), 1) ] = 4;
#ifdef VAR_RANGES
		logval("owed[((Delivery:m*1)+Delivery:j)]", ((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 183, 199) */
		reached[1][183] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 478: // STATE 185 - protocol.pml:255 - [work[m] = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[1][185] = 1;
		(trpt+1)->bup.oval = ((int)now.work[ Index(((int)((P1 *)_this)->m), 1) ]);
		now.work[ Index(((P1 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("work[Delivery:m]", ((int)now.work[ Index(((int)((P1 *)_this)->m), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 479: // STATE 186 - protocol.pml:224 - [assert((!(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))||((2==1)&&(owed[((m*1)+j)]==2))))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][186] = 1;
		spin_assert(( !(((((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==1)||(((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==2)))||((2==1)&&(((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==2))), "( !(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))||((2==1)&&(owed[((m*1)+j)]==2)))", II, tt, t);
		_m = 3; goto P999; /* 0 */
	case 480: // STATE 188 - protocol.pml:184 - [down[m] = (down[m]|(1<<(((8+(3*j))+2)-1)))] (0:239:1 - 1)
		IfNotBlocked
		reached[1][188] = 1;
		(trpt+1)->bup.oval = now.down[ Index(((int)((P1 *)_this)->m), 1) ];
		now.down[ Index(((P1 *)_this)->m, 1) ] = (now.down[ Index(((int)((P1 *)_this)->m), 1) ]|(1<<(((8+(3*((int)((P1 *)_this)->j)))+2)-1)));
#ifdef VAR_RANGES
		logval("down[Delivery:m]", now.down[ Index(((int)((P1 *)_this)->m), 1) ]);
#endif
		;
		/* merge: .(goto)(239, 197, 239) */
		reached[1][197] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 481: // STATE 197 - protocol.pml:187 - [.(goto)] (0:239:0 - 2)
		IfNotBlocked
		reached[1][197] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 482: // STATE 189 - protocol.pml:185 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][189] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 483: // STATE 190 - protocol.pml:50 - [((faults==255))] (239:0:0 - 1)
		IfNotBlocked
		reached[1][190] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		/* merge: .(goto)(239, 194, 239) */
		reached[1][194] = 1;
		;
		/* merge: .(goto)(239, 197, 239) */
		reached[1][197] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 484: // STATE 194 - protocol.pml:50 - [.(goto)] (0:239:0 - 2)
		IfNotBlocked
		reached[1][194] = 1;
		;
		/* merge: .(goto)(239, 197, 239) */
		reached[1][197] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 485: // STATE 192 - protocol.pml:50 - [faults = (faults-1)] (0:239:1 - 1)
		IfNotBlocked
		reached[1][192] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: .(goto)(239, 194, 239) */
		reached[1][194] = 1;
		;
		/* merge: .(goto)(239, 197, 239) */
		reached[1][197] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 486: // STATE 201 - protocol.pml:295 - [((work[m]==(((1+(3*j))+3)-1)))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][201] = 1;
		if (!((((int)now.work[ Index(((int)((P1 *)_this)->m), 1) ])==(((1+(3*((int)((P1 *)_this)->j)))+3)-1))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 487: // STATE 202 - protocol.pml:210 - [((((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2))&&(owed[((m*1)+j)]!=5)))] (223:0:1 - 1)
		IfNotBlocked
		reached[1][202] = 1;
		if (!((((((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==1)||(((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==2))&&(((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])!=5))))
			continue;
		/* merge: assert(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))(223, 203, 223) */
		reached[1][203] = 1;
		spin_assert(((((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==1)||(((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==2)), "((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2))", II, tt, t);
		/* merge: owed[((m*1)+j)] = 5(223, 204, 223) */
		reached[1][204] = 1;
		(trpt+1)->bup.oval = ((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ]);
		now.owed[ Index(((((P1 *)_this)->m*1)+((P1 *)_this)->j), 1) ] = 5;
#ifdef VAR_RANGES
		logval("owed[((Delivery:m*1)+Delivery:j)]", ((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 207, 223) */
		reached[1][207] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 488: // STATE 209 - protocol.pml:255 - [work[m] = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[1][209] = 1;
		(trpt+1)->bup.oval = ((int)now.work[ Index(((int)((P1 *)_this)->m), 1) ]);
		now.work[ Index(((P1 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("work[Delivery:m]", ((int)now.work[ Index(((int)((P1 *)_this)->m), 1) ]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 489: // STATE 210 - protocol.pml:224 - [assert((!(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))||((3==1)&&(owed[((m*1)+j)]==2))))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][210] = 1;
		spin_assert(( !(((((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==1)||(((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==2)))||((3==1)&&(((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==2))), "( !(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))||((3==1)&&(owed[((m*1)+j)]==2)))", II, tt, t);
		_m = 3; goto P999; /* 0 */
	case 490: // STATE 212 - protocol.pml:184 - [down[m] = (down[m]|(1<<(((8+(3*j))+3)-1)))] (0:239:1 - 1)
		IfNotBlocked
		reached[1][212] = 1;
		(trpt+1)->bup.oval = now.down[ Index(((int)((P1 *)_this)->m), 1) ];
		now.down[ Index(((P1 *)_this)->m, 1) ] = (now.down[ Index(((int)((P1 *)_this)->m), 1) ]|(1<<(((8+(3*((int)((P1 *)_this)->j)))+3)-1)));
#ifdef VAR_RANGES
		logval("down[Delivery:m]", now.down[ Index(((int)((P1 *)_this)->m), 1) ]);
#endif
		;
		/* merge: .(goto)(239, 221, 239) */
		reached[1][221] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 491: // STATE 221 - protocol.pml:187 - [.(goto)] (0:239:0 - 2)
		IfNotBlocked
		reached[1][221] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 492: // STATE 213 - protocol.pml:185 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][213] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 493: // STATE 214 - protocol.pml:50 - [((faults==255))] (239:0:0 - 1)
		IfNotBlocked
		reached[1][214] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		/* merge: .(goto)(239, 218, 239) */
		reached[1][218] = 1;
		;
		/* merge: .(goto)(239, 221, 239) */
		reached[1][221] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 494: // STATE 218 - protocol.pml:50 - [.(goto)] (0:239:0 - 2)
		IfNotBlocked
		reached[1][218] = 1;
		;
		/* merge: .(goto)(239, 221, 239) */
		reached[1][221] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 495: // STATE 216 - protocol.pml:50 - [faults = (faults-1)] (0:239:1 - 1)
		IfNotBlocked
		reached[1][216] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: .(goto)(239, 218, 239) */
		reached[1][218] = 1;
		;
		/* merge: .(goto)(239, 221, 239) */
		reached[1][221] = 1;
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 496: // STATE 225 - protocol.pml:298 - [(((held[((m*1)+j)]&&(owed[((m*1)+j)]!=0))&&(owed[((m*1)+j)]!=3)))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][225] = 1;
		if (!(((((int)now.held[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])&&(((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])!=0))&&(((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])!=3))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 497: // STATE 226 - protocol.pml:219 - [assert(held[((m*1)+j)])] (0:239:1 - 1)
		IfNotBlocked
		reached[1][226] = 1;
		spin_assert(((int)now.held[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ]), "held[((m*1)+j)]", II, tt, t);
		/* merge: owed[((m*1)+j)] = 3(239, 227, 239) */
		reached[1][227] = 1;
		(trpt+1)->bup.oval = ((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ]);
		now.owed[ Index(((((P1 *)_this)->m*1)+((P1 *)_this)->j), 1) ] = 3;
#ifdef VAR_RANGES
		logval("owed[((Delivery:m*1)+Delivery:j)]", ((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 498: // STATE 230 - protocol.pml:308 - [(((faults>0)&&((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2))))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][230] = 1;
		if (!(((((int)now.faults)>0)&&((((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==1)||(((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ])==2)))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 499: // STATE 231 - protocol.pml:50 - [((faults==255))] (239:0:1 - 1)
		IfNotBlocked
		reached[1][231] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		/* merge: .(goto)(239, 235, 239) */
		reached[1][235] = 1;
		;
		/* merge: owed[((m*1)+j)] = 6(239, 237, 239) */
		reached[1][237] = 1;
		(trpt+1)->bup.oval = ((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ]);
		now.owed[ Index(((((P1 *)_this)->m*1)+((P1 *)_this)->j), 1) ] = 6;
#ifdef VAR_RANGES
		logval("owed[((Delivery:m*1)+Delivery:j)]", ((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 500: // STATE 235 - protocol.pml:50 - [.(goto)] (0:239:1 - 2)
		IfNotBlocked
		reached[1][235] = 1;
		;
		/* merge: owed[((m*1)+j)] = 6(239, 237, 239) */
		reached[1][237] = 1;
		(trpt+1)->bup.oval = ((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ]);
		now.owed[ Index(((((P1 *)_this)->m*1)+((P1 *)_this)->j), 1) ] = 6;
#ifdef VAR_RANGES
		logval("owed[((Delivery:m*1)+Delivery:j)]", ((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 501: // STATE 233 - protocol.pml:50 - [faults = (faults-1)] (0:239:2 - 1)
		IfNotBlocked
		reached[1][233] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: .(goto)(239, 235, 239) */
		reached[1][235] = 1;
		;
		/* merge: owed[((m*1)+j)] = 6(239, 237, 239) */
		reached[1][237] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ]);
		now.owed[ Index(((((P1 *)_this)->m*1)+((P1 *)_this)->j), 1) ] = 6;
#ifdef VAR_RANGES
		logval("owed[((Delivery:m*1)+Delivery:j)]", ((int)now.owed[ Index(((((int)((P1 *)_this)->m)*1)+((int)((P1 *)_this)->j)), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 240, 239) */
		reached[1][240] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 502: // STATE 242 - protocol.pml:310 - [-end-] (0:0:0 - 1)
		IfNotBlocked
		reached[1][242] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC Shim */
	case 503: // STATE 1 - protocol.pml:231 - [((up[m]&(1<<0)))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1] = 1;
		if (!((now.up[ Index(((int)((P0 *)_this)->m), 1) ]&(1<<0))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 504: // STATE 2 - protocol.pml:190 - [up[m] = (up[m]&~((1<<0)))] (0:0:1 - 1)
		IfNotBlocked
		reached[0][2] = 1;
		(trpt+1)->bup.oval = now.up[ Index(((int)((P0 *)_this)->m), 1) ];
		now.up[ Index(((P0 *)_this)->m, 1) ] = (now.up[ Index(((int)((P0 *)_this)->m), 1) ]& ~((1<<0)));
#ifdef VAR_RANGES
		logval("up[Shim:m]", now.up[ Index(((int)((P0 *)_this)->m), 1) ]);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 505: // STATE 3 - protocol.pml:191 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][3] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 506: // STATE 4 - protocol.pml:50 - [((faults==255))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][4] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 507: // STATE 6 - protocol.pml:50 - [faults = (faults-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][6] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 508: // STATE 13 - protocol.pml:234 - [(session[m])] (0:0:0 - 1)
		IfNotBlocked
		reached[0][13] = 1;
		if (!(((int)now.session[ Index(((int)((P0 *)_this)->m), 1) ])))
			continue;
		_m = 3; goto P999; /* 0 */
	case 509: // STATE 14 - protocol.pml:184 - [down[m] = (down[m]|(1<<( (((owed[m]==1)||(owed[m]==2))) -> (1) : (0) )))] (0:50:1 - 1)
		IfNotBlocked
		reached[0][14] = 1;
		(trpt+1)->bup.oval = now.down[ Index(((int)((P0 *)_this)->m), 1) ];
		now.down[ Index(((P0 *)_this)->m, 1) ] = (now.down[ Index(((int)((P0 *)_this)->m), 1) ]|(1<<( (((((int)now.owed[ Index(((int)((P0 *)_this)->m), 1) ])==1)||(((int)now.owed[ Index(((int)((P0 *)_this)->m), 1) ])==2))) ? (1) : (0) )));
#ifdef VAR_RANGES
		logval("down[Shim:m]", now.down[ Index(((int)((P0 *)_this)->m), 1) ]);
#endif
		;
		/* merge: .(goto)(50, 23, 50) */
		reached[0][23] = 1;
		;
		/* merge: .(goto)(50, 38, 50) */
		reached[0][38] = 1;
		;
		/* merge: .(goto)(0, 51, 50) */
		reached[0][51] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 510: // STATE 23 - protocol.pml:187 - [.(goto)] (0:50:0 - 4)
		IfNotBlocked
		reached[0][23] = 1;
		;
		/* merge: .(goto)(50, 38, 50) */
		reached[0][38] = 1;
		;
		/* merge: .(goto)(0, 51, 50) */
		reached[0][51] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 511: // STATE 15 - protocol.pml:185 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][15] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 512: // STATE 16 - protocol.pml:50 - [((faults==255))] (50:0:0 - 1)
		IfNotBlocked
		reached[0][16] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		/* merge: .(goto)(50, 20, 50) */
		reached[0][20] = 1;
		;
		/* merge: .(goto)(50, 23, 50) */
		reached[0][23] = 1;
		;
		/* merge: .(goto)(50, 38, 50) */
		reached[0][38] = 1;
		;
		/* merge: .(goto)(0, 51, 50) */
		reached[0][51] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 513: // STATE 18 - protocol.pml:50 - [faults = (faults-1)] (0:50:1 - 1)
		IfNotBlocked
		reached[0][18] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: .(goto)(50, 20, 50) */
		reached[0][20] = 1;
		;
		/* merge: .(goto)(50, 23, 50) */
		reached[0][23] = 1;
		;
		/* merge: .(goto)(50, 38, 50) */
		reached[0][38] = 1;
		;
		/* merge: .(goto)(0, 51, 50) */
		reached[0][51] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 514: // STATE 38 - protocol.pml:236 - [.(goto)] (0:50:0 - 2)
		IfNotBlocked
		reached[0][38] = 1;
		;
		/* merge: .(goto)(0, 51, 50) */
		reached[0][51] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 515: // STATE 26 - protocol.pml:184 - [down[m] = (down[m]|(1<<14))] (0:50:1 - 1)
		IfNotBlocked
		reached[0][26] = 1;
		(trpt+1)->bup.oval = now.down[ Index(((int)((P0 *)_this)->m), 1) ];
		now.down[ Index(((P0 *)_this)->m, 1) ] = (now.down[ Index(((int)((P0 *)_this)->m), 1) ]|(1<<14));
#ifdef VAR_RANGES
		logval("down[Shim:m]", now.down[ Index(((int)((P0 *)_this)->m), 1) ]);
#endif
		;
		/* merge: .(goto)(50, 35, 50) */
		reached[0][35] = 1;
		;
		/* merge: .(goto)(50, 38, 50) */
		reached[0][38] = 1;
		;
		/* merge: .(goto)(0, 51, 50) */
		reached[0][51] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 516: // STATE 35 - protocol.pml:187 - [.(goto)] (0:50:0 - 4)
		IfNotBlocked
		reached[0][35] = 1;
		;
		/* merge: .(goto)(50, 38, 50) */
		reached[0][38] = 1;
		;
		/* merge: .(goto)(0, 51, 50) */
		reached[0][51] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 517: // STATE 27 - protocol.pml:185 - [((faults>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][27] = 1;
		if (!((((int)now.faults)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 518: // STATE 28 - protocol.pml:50 - [((faults==255))] (50:0:0 - 1)
		IfNotBlocked
		reached[0][28] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		/* merge: .(goto)(50, 32, 50) */
		reached[0][32] = 1;
		;
		/* merge: .(goto)(50, 35, 50) */
		reached[0][35] = 1;
		;
		/* merge: .(goto)(50, 38, 50) */
		reached[0][38] = 1;
		;
		/* merge: .(goto)(0, 51, 50) */
		reached[0][51] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 519: // STATE 30 - protocol.pml:50 - [faults = (faults-1)] (0:50:1 - 1)
		IfNotBlocked
		reached[0][30] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: .(goto)(50, 32, 50) */
		reached[0][32] = 1;
		;
		/* merge: .(goto)(50, 35, 50) */
		reached[0][35] = 1;
		;
		/* merge: .(goto)(50, 38, 50) */
		reached[0][38] = 1;
		;
		/* merge: .(goto)(0, 51, 50) */
		reached[0][51] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 520: // STATE 40 - protocol.pml:237 - [(((faults>0)&&(session[m]||work[m])))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][40] = 1;
		if (!(((((int)now.faults)>0)&&(((int)now.session[ Index(((int)((P0 *)_this)->m), 1) ])||((int)now.work[ Index(((int)((P0 *)_this)->m), 1) ])))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 521: // STATE 41 - protocol.pml:50 - [((faults==255))] (50:0:2 - 1)
		IfNotBlocked
		reached[0][41] = 1;
		if (!((((int)now.faults)==255)))
			continue;
		/* merge: .(goto)(50, 45, 50) */
		reached[0][45] = 1;
		;
		/* merge: session[m] = 0(50, 47, 50) */
		reached[0][47] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.session[ Index(((int)((P0 *)_this)->m), 1) ]);
		now.session[ Index(((P0 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("session[Shim:m]", ((int)now.session[ Index(((int)((P0 *)_this)->m), 1) ]));
#endif
		;
		/* merge: work[m] = 0(50, 48, 50) */
		reached[0][48] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.work[ Index(((int)((P0 *)_this)->m), 1) ]);
		now.work[ Index(((P0 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("work[Shim:m]", ((int)now.work[ Index(((int)((P0 *)_this)->m), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 51, 50) */
		reached[0][51] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 522: // STATE 43 - protocol.pml:50 - [faults = (faults-1)] (0:50:3 - 1)
		IfNotBlocked
		reached[0][43] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: .(goto)(50, 45, 50) */
		reached[0][45] = 1;
		;
		/* merge: session[m] = 0(50, 47, 50) */
		reached[0][47] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.session[ Index(((int)((P0 *)_this)->m), 1) ]);
		now.session[ Index(((P0 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("session[Shim:m]", ((int)now.session[ Index(((int)((P0 *)_this)->m), 1) ]));
#endif
		;
		/* merge: work[m] = 0(50, 48, 50) */
		reached[0][48] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.work[ Index(((int)((P0 *)_this)->m), 1) ]);
		now.work[ Index(((P0 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("work[Shim:m]", ((int)now.work[ Index(((int)((P0 *)_this)->m), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 51, 50) */
		reached[0][51] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 523: // STATE 47 - protocol.pml:238 - [session[m] = 0] (0:50:2 - 3)
		IfNotBlocked
		reached[0][47] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.session[ Index(((int)((P0 *)_this)->m), 1) ]);
		now.session[ Index(((P0 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("session[Shim:m]", ((int)now.session[ Index(((int)((P0 *)_this)->m), 1) ]));
#endif
		;
		/* merge: work[m] = 0(50, 48, 50) */
		reached[0][48] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.work[ Index(((int)((P0 *)_this)->m), 1) ]);
		now.work[ Index(((P0 *)_this)->m, 1) ] = 0;
#ifdef VAR_RANGES
		logval("work[Shim:m]", ((int)now.work[ Index(((int)((P0 *)_this)->m), 1) ]));
#endif
		;
		/* merge: .(goto)(0, 51, 50) */
		reached[0][51] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 524: // STATE 53 - protocol.pml:240 - [-end-] (0:0:0 - 1)
		IfNotBlocked
		reached[0][53] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */
	case  _T5:	/* np_ */
		if (!((!(trpt->o_pm&4) && !(trpt->tau&128))))
			continue;
		/* else fall through */
	case  _T2:	/* true */
		_m = 3; goto P999;
#undef rand
	}

