#ifdef PEG
struct T_SRC {
	char *fl; int ln;
} T_SRC[NTRANS];

void
tr_2_src(int m, char *file, int ln)
{	T_SRC[m].fl = file;
	T_SRC[m].ln = ln;
}

void
putpeg(int n, int m)
{	printf("%5d	trans %4d ", m, n);
	printf("%s:%d\n",
		T_SRC[n].fl, T_SRC[n].ln);
}
#endif

void
settable(void)
{	Trans *T;
	Trans *settr(int, int, int, int, int, char *, int, int, int);

	trans = (Trans ***) emalloc(11*sizeof(Trans **));

	/* proctype 9: :init: */

	trans[9] = (Trans **) emalloc(48*sizeof(Trans *));

	T = trans[ 9][46] = settr(1447,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1447,2,1,0,0,"ATOMIC", 1, 2, 0);
	trans[9][1]	= settr(1402,2,7,3,3,"j = 0", 1, 2, 0);
	trans[9][8]	= settr(1409,2,7,1,0,".(goto)", 1, 2, 0);
	T = trans[9][7] = settr(1408,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1408,2,2,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1408,2,5,0,0,"DO", 1, 2, 0);
	trans[9][2]	= settr(1403,2,7,4,4,"((j<=(1-1)))", 1, 2, 0); /* m: 3 -> 7,0 */
	reached9[3] = 1;
	trans[9][3]	= settr(0,0,0,0,0,"owner[j] = 2",0,0,0);
	trans[9][4]	= settr(0,0,0,0,0,"j = (j+1)",0,0,0);
	trans[9][5]	= settr(1406,2,10,2,0,"else", 1, 2, 0);
	trans[9][6]	= settr(1407,2,10,1,0,"goto :b22", 1, 2, 0); /* m: 10 -> 0,29 */
	reached9[10] = 1;
	trans[9][9]	= settr(1410,2,10,1,0,"break", 1, 2, 0);
	trans[9][10]	= settr(1411,2,29,5,5,"j = 0", 1, 2, 0); /* m: 11 -> 0,29 */
	reached9[11] = 1;
	trans[9][11]	= settr(0,0,0,0,0,"m = 0",0,0,0);
	trans[9][30]	= settr(1431,2,29,1,0,".(goto)", 1, 2, 0);
	T = trans[9][29] = settr(1430,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1430,2,12,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1430,2,27,0,0,"DO", 1, 2, 0);
	trans[9][12]	= settr(1413,2,13,6,0,"((m<=(1-1)))", 1, 2, 0);
	trans[9][13]	= settr(1414,2,14,7,7,"(run Shim(m))", 1, 2, 0);
	trans[9][14]	= settr(1415,2,15,8,8,"(run Drain(m))", 1, 2, 0);
	trans[9][15]	= settr(1416,2,23,9,9,"j = 0", 1, 2, 0);
	trans[9][24]	= settr(1425,2,23,1,0,".(goto)", 1, 2, 0);
	T = trans[9][23] = settr(1424,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1424,2,16,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1424,2,21,0,0,"DO", 1, 2, 0);
	trans[9][16]	= settr(1417,2,17,10,0,"((j<=(1-1)))", 1, 2, 0);
	trans[9][17]	= settr(1418,2,18,11,11,"(run Delivery(m,j))", 1, 2, 0);
	trans[9][18]	= settr(1419,2,19,12,12,"(run Item(m,j))", 1, 2, 0);
	trans[9][19]	= settr(1420,2,20,13,13,"(run Salt(m,j))", 1, 2, 0);
	trans[9][20]	= settr(1421,2,23,14,14,"j = (j+1)", 1, 2, 0);
	trans[9][21]	= settr(1422,2,26,2,0,"else", 1, 2, 0);
	trans[9][22]	= settr(1423,2,26,1,0,"goto :b24", 1, 2, 0); /* m: 26 -> 0,29 */
	reached9[26] = 1;
	trans[9][25]	= settr(1426,2,26,1,0,"break", 1, 2, 0);
	trans[9][26]	= settr(1427,2,29,15,15,"m = (m+1)", 1, 2, 0);
	trans[9][27]	= settr(1428,2,32,2,0,"else", 1, 2, 0);
	trans[9][28]	= settr(1429,2,32,1,0,"goto :b23", 1, 2, 0); /* m: 32 -> 0,39 */
	reached9[32] = 1;
	trans[9][31]	= settr(1432,2,32,1,0,"break", 1, 2, 0);
	trans[9][32]	= settr(1433,2,39,16,16,"m = 0", 1, 2, 0);
	trans[9][40]	= settr(1441,2,39,1,0,".(goto)", 1, 2, 0);
	T = trans[9][39] = settr(1440,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1440,2,33,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1440,2,37,0,0,"DO", 1, 2, 0);
	trans[9][33]	= settr(1434,2,34,17,0,"((m<=(2-1)))", 1, 2, 0);
	trans[9][34]	= settr(1435,2,35,18,18,"(run Job(m))", 1, 2, 0);
	trans[9][35]	= settr(1436,2,36,19,19,"(run Gate(m))", 1, 2, 0);
	trans[9][36]	= settr(1437,2,39,20,20,"m = (m+1)", 1, 2, 0);
	trans[9][37]	= settr(1438,2,42,2,0,"else", 1, 2, 0);
	trans[9][38]	= settr(1439,2,42,1,0,"goto :b25", 1, 2, 0);
	trans[9][41]	= settr(1442,2,42,1,0,"break", 1, 2, 0);
	trans[9][42]	= settr(1443,2,43,21,21,"(run Commit())", 1, 2, 0);
	trans[9][43]	= settr(1444,2,44,22,22,"(run Calm())", 1, 2, 0);
	trans[9][44]	= settr(1445,4,47,23,23,"m = 0", 1, 2, 0); /* m: 45 -> 0,47 */
	reached9[45] = 1;
	trans[9][45]	= settr(0,0,0,0,0,"j = 0",0,0,0);
	trans[9][47]	= settr(1448,0,0,24,24,"-end-", 0, 3500, 0);

	/* proctype 8: Calm */

	trans[8] = (Trans **) emalloc(24*sizeof(Trans *));

	trans[8][7]	= settr(1385,0,6,1,0,".(goto)", 0, 2, 0);
	T = trans[8][6] = settr(1384,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(1384,0,3,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(1384,0,4,0,0,"DO", 0, 2, 0);
	T = trans[ 8][3] = settr(1381,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1381,2,1,0,0,"ATOMIC", 1, 2, 0);
	trans[8][1]	= settr(1379,0,6,25,25,"((faults>0))", 1, 2, 0); /* m: 2 -> 6,0 */
	reached8[2] = 1;
	trans[8][2]	= settr(0,0,0,0,0,"faults = 0",0,0,0);
	trans[8][4]	= settr(1382,0,9,26,0,"((faults==0))", 1, 2, 0);
	trans[8][5]	= settr(1383,0,9,1,0,"goto :b20", 0, 2, 0);
	trans[8][8]	= settr(1386,0,9,1,0,"break", 0, 2, 0);
	trans[8][9]	= settr(1387,0,22,27,0,"(timeout)", 1, 3000, 0);
	T = trans[ 8][22] = settr(1400,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1400,2,10,0,0,"ATOMIC", 1, 2, 0);
	trans[8][10]	= settr(1388,2,19,28,28,"i = 0", 1, 2, 0);
	trans[8][20]	= settr(1398,2,19,1,0,".(goto)", 1, 2, 0);
	T = trans[8][19] = settr(1397,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1397,2,11,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1397,2,17,0,0,"DO", 1, 2, 0);
	trans[8][11]	= settr(1389,2,19,29,29,"((i<=((1*1)-1)))", 1, 2, 0); /* m: 12 -> 19,0 */
	reached8[12] = 1;
	trans[8][12]	= settr(0,0,0,0,0,"assert(((owed[i]!=0)&&!(((owed[i]==1)||(owed[i]==2)))))",0,0,0);
	trans[8][13]	= settr(0,0,0,0,0,"assert((!(held[i])||(owed[i]==3)))",0,0,0);
	trans[8][14]	= settr(0,0,0,0,0,"assert(((((ledger[(i%1)]!=2)||(owed[i]==3))||(owed[i]==6))||(owed[i]==5)))",0,0,0);
	trans[8][15]	= settr(0,0,0,0,0,"assert((((owed[i]!=4)||(ledger[(i%1)]==3))||((ledger[(i%1)]==1)&&(owner[(i%1)]==2))))",0,0,0);
	trans[8][16]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[8][17]	= settr(1395,2,18,2,0,"else", 1, 2, 0);
	trans[8][18]	= settr(1396,2,21,1,0,"goto :b21", 1, 2, 0);
	trans[8][21]	= settr(1399,0,23,1,0,"break", 1, 2, 0);
	trans[8][23]	= settr(1401,0,0,30,30,"-end-", 0, 3500, 0);

	/* proctype 7: Salt */

	trans[7] = (Trans **) emalloc(46*sizeof(Trans *));

	trans[7][43]	= settr(1376,0,42,1,0,".(goto)", 0, 2, 0);
	T = trans[7][42] = settr(1375,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(1375,0,22,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(1375,0,27,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(1375,0,32,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(1375,0,41,0,0,"DO", 0, 2, 0);
	T = trans[ 7][22] = settr(1355,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1355,2,1,0,0,"ATOMIC", 1, 2, 0);
	trans[7][1]	= settr(1334,2,7,31,0,"(((faults>0)&&((phase[0]==0)||(phase[1]==0))))", 1, 2, 0);
	T = trans[ 7][7] = settr(1340,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1340,0,5,0,0,"sub-sequence", 1, 2, 0);
	T = trans[7][5] = settr(1338,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1338,2,2,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1338,2,3,0,0,"IF", 1, 2, 0);
	trans[7][2]	= settr(1335,2,20,32,0,"((faults==255))", 1, 2, 0);
	trans[7][6]	= settr(1339,2,20,1,0,".(goto)", 1, 2, 0);
	trans[7][3]	= settr(1336,2,4,2,0,"else", 1, 2, 0);
	trans[7][4]	= settr(1337,2,20,33,33,"faults = (faults-1)", 1, 2, 0);
	T = trans[ 7][20] = settr(1353,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1353,0,8,0,0,"sub-sequence", 1, 2, 0);
	trans[7][8]	= settr(1341,2,13,34,34,"i = 0", 1, 2, 0);
	trans[7][14]	= settr(1347,2,13,1,0,".(goto)", 1, 2, 0);
	T = trans[7][13] = settr(1346,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1346,2,9,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1346,2,11,0,0,"DO", 1, 2, 0);
	trans[7][9]	= settr(1342,2,13,35,35,"((phase[i]!=0))", 1, 2, 0); /* m: 10 -> 13,0 */
	reached7[10] = 1;
	trans[7][10]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[7][11]	= settr(1344,2,16,2,0,"else", 1, 2, 0);
	trans[7][12]	= settr(1345,2,16,1,0,"goto :b19", 1, 2, 0); /* m: 16 -> 0,42 */
	reached7[16] = 1;
	trans[7][15]	= settr(1348,2,16,1,0,"break", 1, 2, 0);
	trans[7][16]	= settr(1349,0,42,36,36,"of_jid[i] = j", 1, 2, 0); /* m: 17 -> 0,42 */
	reached7[17] = 1;
	trans[7][17]	= settr(0,0,0,0,0,"of_master[i] = m",0,0,0);
	trans[7][18]	= settr(0,0,0,0,0,"via[i] = 0",0,0,0);
	trans[7][19]	= settr(0,0,0,0,0,"phase[i] = 1",0,0,0);
	trans[7][21]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	T = trans[ 7][27] = settr(1360,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1360,2,23,0,0,"ATOMIC", 1, 2, 0);
	trans[7][23]	= settr(1356,2,26,37,37,"((sent[((m*1)+j)]&1))", 1, 2, 0); /* m: 24 -> 26,0 */
	reached7[24] = 1;
	trans[7][24]	= settr(0,0,0,0,0,"sent[((m*1)+j)] = (sent[((m*1)+j)]&~(1))",0,0,0);
	T = trans[ 7][26] = settr(1359,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1359,0,25,0,0,"sub-sequence", 1, 2, 0);
	trans[7][25]	= settr(1358,0,42,38,38,"held[((m*1)+j)] = ( (held[((m*1)+j)]) -> (held[((m*1)+j)]) : (1) )", 1, 2, 0);
	T = trans[ 7][32] = settr(1365,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1365,2,28,0,0,"ATOMIC", 1, 2, 0);
	trans[7][28]	= settr(1361,2,31,39,39,"((sent[((m*1)+j)]&2))", 1, 2, 0); /* m: 29 -> 31,0 */
	reached7[29] = 1;
	trans[7][29]	= settr(0,0,0,0,0,"sent[((m*1)+j)] = (sent[((m*1)+j)]&~(2))",0,0,0);
	T = trans[ 7][31] = settr(1364,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1364,0,30,0,0,"sub-sequence", 1, 2, 0);
	trans[7][30]	= settr(1363,0,42,40,40,"held[((m*1)+j)] = ( (held[((m*1)+j)]) -> (held[((m*1)+j)]) : (2) )", 1, 2, 0);
	T = trans[ 7][41] = settr(1374,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1374,2,33,0,0,"ATOMIC", 1, 2, 0);
	trans[7][33]	= settr(1366,2,39,41,0,"(((faults>0)&&sent[((m*1)+j)]))", 1, 2, 0);
	T = trans[ 7][39] = settr(1372,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1372,0,37,0,0,"sub-sequence", 1, 2, 0);
	T = trans[7][37] = settr(1370,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1370,2,34,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1370,2,35,0,0,"IF", 1, 2, 0);
	trans[7][34]	= settr(1367,0,42,42,42,"((faults==255))", 1, 2, 0); /* m: 38 -> 42,0 */
	reached7[38] = 1;
	trans[7][38]	= settr(1371,0,42,43,43,".(goto)", 1, 2, 0); /* m: 40 -> 0,42 */
	reached7[40] = 1;
	trans[7][35]	= settr(1368,2,36,2,0,"else", 1, 2, 0);
	trans[7][36]	= settr(1369,0,42,44,44,"faults = (faults-1)", 1, 2, 0); /* m: 38 -> 0,42 */
	reached7[38] = 1;
	trans[7][40]	= settr(0,0,0,0,0,"sent[((m*1)+j)] = 0",0,0,0);
	trans[7][44]	= settr(1377,0,45,1,0,"break", 0, 2, 0);
	trans[7][45]	= settr(1378,0,0,45,45,"-end-", 0, 3500, 0);

	/* proctype 6: Commit */

	trans[6] = (Trans **) emalloc(85*sizeof(Trans *));

	trans[6][82]	= settr(1331,0,81,1,0,".(goto)", 0, 2, 0);
	T = trans[6][81] = settr(1330,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(1330,0,38,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(1330,0,80,0,0,"DO", 0, 2, 0);
	T = trans[ 6][38] = settr(1287,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1287,2,1,0,0,"ATOMIC", 1, 2, 0);
	trans[6][1]	= settr(1250,2,33,46,46,"(change[0])", 1, 2, 0); /* m: 2 -> 33,0 */
	reached6[2] = 1;
	trans[6][2]	= settr(0,0,0,0,0,"j = 0",0,0,0);
	trans[6][34]	= settr(1283,2,33,1,0,".(goto)", 1, 2, 0);
	T = trans[6][33] = settr(1282,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1282,2,3,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1282,2,31,0,0,"DO", 1, 2, 0);
	trans[6][3]	= settr(1252,2,27,47,0,"((j<=(1-1)))", 1, 2, 0);
	T = trans[6][27] = settr(1276,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1276,2,4,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1276,2,5,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1276,2,14,0,0,"IF", 1, 2, 0);
	trans[6][4]	= settr(1253,2,33,48,48,"((change[j]==0))", 1, 2, 0); /* m: 29 -> 33,0 */
	reached6[29] = 1;
	trans[6][28]	= settr(1277,2,29,1,0,".(goto)", 1, 2, 0); /* m: 29 -> 0,33 */
	reached6[29] = 1;
	trans[6][5]	= settr(1254,2,12,49,0,"((change[j]==(2+1)))", 1, 2, 0);
	T = trans[6][12] = settr(1261,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1261,2,6,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1261,2,10,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1261,2,11,0,0,"IF", 1, 2, 0);
	trans[6][6]	= settr(1255,2,33,50,50,"((ledger[j]==0))", 1, 2, 0); /* m: 7 -> 33,0 */
	reached6[7] = 1;
	trans[6][7]	= settr(0,0,0,0,0,"ledger[j] = 1",0,0,0);
	trans[6][8]	= settr(0,0,0,0,0,"owner[j] = 2",0,0,0);
	trans[6][9]	= settr(0,0,0,0,0,"lost_claim[j] = 1",0,0,0);
	trans[6][13]	= settr(1262,2,29,1,0,".(goto)", 1, 2, 0); /* m: 29 -> 0,33 */
	reached6[29] = 1;
	trans[6][10]	= settr(1259,2,33,51,51,"((ledger[j]==1))", 1, 2, 0); /* m: 29 -> 33,0 */
	reached6[29] = 1;
	trans[6][11]	= settr(1260,2,29,2,0,"else", 1, 2, 0);
	trans[6][14]	= settr(1263,2,15,2,0,"else", 1, 2, 0);
	trans[6][15]	= settr(1264,2,25,52,52,"s = (change[j]-1)", 1, 2, 0);
	T = trans[6][25] = settr(1274,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1274,2,16,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1274,2,20,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1274,2,24,0,0,"IF", 1, 2, 0);
	trans[6][16]	= settr(1265,2,33,53,53,"(((phase[s]==1)||((phase[s]==2)&&(ledger[j]==0))))", 1, 2, 0); /* m: 17 -> 33,0 */
	reached6[17] = 1;
	trans[6][17]	= settr(0,0,0,0,0,"ledger[j] = 1",0,0,0);
	trans[6][18]	= settr(0,0,0,0,0,"owner[j] = s",0,0,0);
	trans[6][19]	= settr(0,0,0,0,0,"phase[s] = 2",0,0,0);
	trans[6][26]	= settr(1275,2,29,1,0,".(goto)", 1, 2, 0); /* m: 29 -> 0,33 */
	reached6[29] = 1;
	trans[6][20]	= settr(1269,2,33,54,54,"((phase[s]==3))", 1, 2, 0); /* m: 21 -> 33,0 */
	reached6[21] = 1;
	trans[6][21]	= settr(0,0,0,0,0,"ledger[j] = 2",0,0,0);
	trans[6][22]	= settr(0,0,0,0,0,"owner[j] = 2",0,0,0);
	trans[6][23]	= settr(0,0,0,0,0,"phase[s] = 4",0,0,0);
	trans[6][24]	= settr(1273,2,29,2,0,"else", 1, 2, 0);
	trans[6][29]	= settr(1278,2,33,55,55,"change[j] = 0", 1, 2, 0); /* m: 30 -> 0,33 */
	reached6[30] = 1;
	trans[6][30]	= settr(0,0,0,0,0,"j = (j+1)",0,0,0);
	trans[6][31]	= settr(1280,2,36,2,0,"else", 1, 2, 0);
	trans[6][32]	= settr(1281,2,36,1,0,"goto :b14", 1, 2, 0); /* m: 36 -> 0,81 */
	reached6[36] = 1;
	trans[6][35]	= settr(1284,2,36,1,0,"break", 1, 2, 0);
	trans[6][36]	= settr(1285,0,81,56,56,"j = 0", 1, 2, 0); /* m: 37 -> 0,81 */
	reached6[37] = 1;
	trans[6][37]	= settr(0,0,0,0,0,"s = 0",0,0,0);
	T = trans[ 6][80] = settr(1329,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1329,2,39,0,0,"ATOMIC", 1, 2, 0);
	trans[6][39]	= settr(1288,2,45,57,0,"((faults>0))", 1, 2, 0);
	T = trans[ 6][45] = settr(1294,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1294,0,43,0,0,"sub-sequence", 1, 2, 0);
	T = trans[6][43] = settr(1292,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1292,2,40,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1292,2,41,0,0,"IF", 1, 2, 0);
	trans[6][40]	= settr(1289,2,52,58,58,"((faults==255))", 1, 2, 0); /* m: 46 -> 52,0 */
	reached6[46] = 1;
	trans[6][44]	= settr(1293,2,46,1,0,".(goto)", 1, 2, 0); /* m: 46 -> 0,52 */
	reached6[46] = 1;
	trans[6][41]	= settr(1290,2,42,2,0,"else", 1, 2, 0);
	trans[6][42]	= settr(1291,2,52,59,59,"faults = (faults-1)", 1, 2, 0); /* m: 46 -> 0,52 */
	reached6[46] = 1;
	trans[6][46]	= settr(1295,2,52,60,60,"j = 0", 1, 2, 0);
	trans[6][53]	= settr(1302,2,52,1,0,".(goto)", 1, 2, 0);
	T = trans[6][52] = settr(1301,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1301,2,47,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1301,2,50,0,0,"DO", 1, 2, 0);
	trans[6][47]	= settr(1296,2,52,61,61,"((j<=(1-1)))", 1, 2, 0); /* m: 48 -> 52,0 */
	reached6[48] = 1;
	trans[6][48]	= settr(0,0,0,0,0,"change[j] = 0",0,0,0);
	trans[6][49]	= settr(0,0,0,0,0,"j = (j+1)",0,0,0);
	trans[6][50]	= settr(1299,2,55,2,0,"else", 1, 2, 0);
	trans[6][51]	= settr(1300,2,55,1,0,"goto :b15", 1, 2, 0); /* m: 55 -> 0,63 */
	reached6[55] = 1;
	trans[6][54]	= settr(1303,2,55,1,0,"break", 1, 2, 0);
	trans[6][55]	= settr(1304,2,63,62,62,"m = 0", 1, 2, 0);
	trans[6][64]	= settr(1313,2,63,1,0,".(goto)", 1, 2, 0);
	T = trans[6][63] = settr(1312,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1312,2,56,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1312,2,61,0,0,"DO", 1, 2, 0);
	trans[6][56]	= settr(1305,2,63,63,63,"((m<=(1-1)))", 1, 2, 0); /* m: 57 -> 63,0 */
	reached6[57] = 1;
	trans[6][57]	= settr(0,0,0,0,0,"link[m] = 0",0,0,0);
	trans[6][58]	= settr(0,0,0,0,0,"taken[m] = 0",0,0,0);
	trans[6][59]	= settr(0,0,0,0,0,"busy[m] = 0",0,0,0);
	trans[6][60]	= settr(0,0,0,0,0,"m = (m+1)",0,0,0);
	trans[6][61]	= settr(1310,2,66,2,0,"else", 1, 2, 0);
	trans[6][62]	= settr(1311,2,66,1,0,"goto :b16", 1, 2, 0); /* m: 66 -> 0,74 */
	reached6[66] = 1;
	trans[6][65]	= settr(1314,2,66,1,0,"break", 1, 2, 0);
	trans[6][66]	= settr(1315,2,74,64,64,"s = 0", 1, 2, 0);
	trans[6][75]	= settr(1324,2,74,1,0,".(goto)", 1, 2, 0);
	T = trans[6][74] = settr(1323,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1323,2,67,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1323,2,72,0,0,"DO", 1, 2, 0);
	trans[6][67]	= settr(1316,2,74,65,65,"((s<=((1*1)-1)))", 1, 2, 0); /* m: 68 -> 74,0 */
	reached6[68] = 1;
	trans[6][68]	= settr(0,0,0,0,0,"item[s] = 0",0,0,0);
	trans[6][69]	= settr(0,0,0,0,0,"tell[s] = 0",0,0,0);
	trans[6][70]	= settr(0,0,0,0,0,"refusal[s] = 0",0,0,0);
	trans[6][71]	= settr(0,0,0,0,0,"s = (s+1)",0,0,0);
	trans[6][72]	= settr(1321,2,77,2,0,"else", 1, 2, 0);
	trans[6][73]	= settr(1322,2,77,1,0,"goto :b17", 1, 2, 0); /* m: 77 -> 0,81 */
	reached6[77] = 1;
	trans[6][76]	= settr(1325,2,77,1,0,"break", 1, 2, 0);
	trans[6][77]	= settr(1326,0,81,66,66,"m = 0", 1, 2, 0); /* m: 78 -> 0,81 */
	reached6[78] = 1;
	trans[6][78]	= settr(0,0,0,0,0,"j = 0",0,0,0);
	trans[6][79]	= settr(0,0,0,0,0,"s = 0",0,0,0);
	trans[6][83]	= settr(1332,0,84,1,0,"break", 0, 2, 0);
	trans[6][84]	= settr(1333,0,0,67,67,"-end-", 0, 3500, 0);

	/* proctype 5: Gate */

	trans[5] = (Trans **) emalloc(27*sizeof(Trans *));

	trans[5][24]	= settr(1247,0,23,1,0,".(goto)", 0, 2, 0);
	T = trans[5][23] = settr(1246,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(1246,0,19,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(1246,0,22,0,0,"DO", 0, 2, 0);
	T = trans[ 5][19] = settr(1242,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1242,2,1,0,0,"ATOMIC", 1, 2, 0);
	trans[5][1]	= settr(1224,2,16,68,68,"(((phase[s]==1)&&!(change[of_jid[s]])))", 1, 2, 0); /* m: 2 -> 16,0 */
	reached5[2] = 1;
	trans[5][2]	= settr(0,0,0,0,0,"j = of_jid[s]",0,0,0);
	T = trans[5][16] = settr(1239,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1239,2,3,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1239,2,5,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1239,2,8,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1239,2,10,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1239,2,12,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1239,2,14,0,0,"IF", 1, 2, 0);
	trans[5][3]	= settr(1226,0,23,69,69,"((ledger[j]==0))", 1, 2, 0); /* m: 4 -> 23,0 */
	reached5[4] = 1;
	trans[5][4]	= settr(0,0,0,0,0,"change[j] = (1+s)",0,0,0);
	trans[5][17]	= settr(1240,0,23,70,70,".(goto)", 1, 2, 0); /* m: 18 -> 0,23 */
	reached5[18] = 1;
	trans[5][5]	= settr(1228,2,7,71,71,"(((ledger[j]==1)&&(owner[j]==s)))", 1, 2, 0);
	T = trans[ 5][7] = settr(1230,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1230,0,6,0,0,"sub-sequence", 1, 2, 0);
	trans[5][6]	= settr(1229,0,23,72,72,"phase[s] = 2", 1, 2, 0); /* m: 17 -> 0,23 */
	reached5[17] = 1;
	trans[5][8]	= settr(1231,0,23,73,73,"((((ledger[j]==1)&&(owner[j]!=s))&&(owner[j]!=2)))", 1, 2, 0); /* m: 9 -> 23,0 */
	reached5[9] = 1;
	trans[5][9]	= settr(0,0,0,0,0,"phase[s] = 5",0,0,0);
	trans[5][10]	= settr(1233,0,23,74,74,"(((ledger[j]==1)&&!((owner[j]!=2))))", 1, 2, 0); /* m: 11 -> 23,0 */
	reached5[11] = 1;
	trans[5][11]	= settr(0,0,0,0,0,"phase[s] = 6",0,0,0);
	trans[5][12]	= settr(1235,0,23,75,75,"((ledger[j]==2))", 1, 2, 0); /* m: 13 -> 23,0 */
	reached5[13] = 1;
	trans[5][13]	= settr(0,0,0,0,0,"phase[s] = 4",0,0,0);
	trans[5][14]	= settr(1237,0,23,76,76,"((ledger[j]==3))", 1, 2, 0); /* m: 15 -> 23,0 */
	reached5[15] = 1;
	trans[5][15]	= settr(0,0,0,0,0,"phase[s] = 6",0,0,0);
	trans[5][18]	= settr(0,0,0,0,0,"j = 0",0,0,0);
	T = trans[ 5][22] = settr(1245,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1245,2,20,0,0,"ATOMIC", 1, 2, 0);
	trans[5][20]	= settr(1243,0,23,77,77,"((((phase[s]==3)||(phase[s]==7))&&!(change[of_jid[s]])))", 1, 2, 0); /* m: 21 -> 23,0 */
	reached5[21] = 1;
	trans[5][21]	= settr(0,0,0,0,0,"change[of_jid[s]] = (1+s)",0,0,0);
	trans[5][25]	= settr(1248,0,26,1,0,"break", 0, 2, 0);
	trans[5][26]	= settr(1249,0,0,78,78,"-end-", 0, 3500, 0);

	/* proctype 4: Job */

	trans[4] = (Trans **) emalloc(381*sizeof(Trans *));

	trans[4][378]	= settr(1221,0,377,1,0,".(goto)", 0, 2, 0);
	T = trans[4][377] = settr(1220,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(1220,0,9,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(1220,0,12,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(1220,0,95,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(1220,0,236,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(1220,0,376,0,0,"DO", 0, 2, 0);
	T = trans[ 4][9] = settr(852,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(852,2,1,0,0,"ATOMIC", 1, 2, 0);
	trans[4][1]	= settr(844,0,377,79,79,"((phase[s]==2))", 1, 2, 0); /* m: 2 -> 377,0 */
	reached4[2] = 1;
	trans[4][2]	= settr(0,0,0,0,0,"j = of_jid[s]",0,0,0);
	trans[4][3]	= settr(0,0,0,0,0,"assert(((ledger[j]==1)&&(owner[j]==s)))",0,0,0);
	trans[4][4]	= settr(0,0,0,0,0,"assert((calls[j]==0))",0,0,0);
	trans[4][5]	= settr(0,0,0,0,0,"assert(!(lost_claim[j]))",0,0,0);
	trans[4][6]	= settr(0,0,0,0,0,"calls[j] = ( ((calls[j]<2)) -> ((calls[j]+1)) : (2) )",0,0,0);
	trans[4][7]	= settr(0,0,0,0,0,"phase[s] = 3",0,0,0);
	trans[4][8]	= settr(0,0,0,0,0,"j = 0",0,0,0);
	T = trans[ 4][12] = settr(855,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(855,2,10,0,0,"ATOMIC", 1, 2, 0);
	trans[4][10]	= settr(853,0,377,80,80,"(((phase[s]==5)&&!(((ledger[of_jid[s]]==1)&&(owner[of_jid[s]]!=2)))))", 1, 2, 0); /* m: 11 -> 377,0 */
	reached4[11] = 1;
	trans[4][11]	= settr(0,0,0,0,0,"phase[s] = 1",0,0,0);
	T = trans[ 4][95] = settr(938,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(938,2,13,0,0,"ATOMIC", 1, 2, 0);
	trans[4][13]	= settr(856,2,25,81,81,"((phase[s]==4))", 1, 2, 0); /* m: 14 -> 25,0 */
	reached4[14] = 1;
	trans[4][14]	= settr(0,0,0,0,0,"m = of_master[s]",0,0,0);
	trans[4][15]	= settr(0,0,0,0,0,"j = of_jid[s]",0,0,0);
	trans[4][16]	= settr(0,0,0,0,0,"assert(calls[j])",0,0,0);
	T = trans[4][25] = settr(868,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(868,2,17,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(868,2,18,0,0,"IF", 1, 2, 0);
	trans[4][17]	= settr(860,2,44,82,82,"sent[((m*1)+j)] = (sent[((m*1)+j)]|1)", 1, 2, 0);
	trans[4][26]	= settr(869,2,44,1,0,".(goto)", 1, 2, 0);
	trans[4][18]	= settr(861,2,24,83,0,"((faults>0))", 1, 2, 0);
	T = trans[ 4][24] = settr(867,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(867,0,22,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][22] = settr(865,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(865,2,19,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(865,2,20,0,0,"IF", 1, 2, 0);
	trans[4][19]	= settr(862,2,44,84,0,"((faults==255))", 1, 2, 0);
	trans[4][23]	= settr(866,2,44,1,0,".(goto)", 1, 2, 0);
	trans[4][20]	= settr(863,2,21,2,0,"else", 1, 2, 0);
	trans[4][21]	= settr(864,2,44,85,85,"faults = (faults-1)", 1, 2, 0);
	T = trans[ 4][44] = settr(887,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(887,0,27,0,0,"sub-sequence", 1, 2, 0);
	trans[4][27]	= settr(870,2,37,86,86,"phase[s] = 0", 1, 2, 0); /* m: 28 -> 0,37 */
	reached4[28] = 1;
	trans[4][28]	= settr(0,0,0,0,0,"of_jid[s] = 0",0,0,0);
	trans[4][29]	= settr(0,0,0,0,0,"of_master[s] = 0",0,0,0);
	trans[4][30]	= settr(0,0,0,0,0,"via[s] = 0",0,0,0);
	T = trans[4][37] = settr(880,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(880,2,31,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(880,2,34,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(880,2,36,0,0,"IF", 1, 2, 0);
	trans[4][31]	= settr(874,2,42,87,87,"(((owner[j]==s)&&(ledger[j]==1)))", 1, 2, 0); /* m: 32 -> 42,0 */
	reached4[32] = 1;
	trans[4][32]	= settr(0,0,0,0,0,"owner[j] = 2",0,0,0);
	trans[4][33]	= settr(0,0,0,0,0,"lost_claim[j] = 1",0,0,0);
	trans[4][38]	= settr(881,2,42,1,0,".(goto)", 1, 2, 0);
	trans[4][34]	= settr(877,2,42,88,88,"(((owner[j]==s)&&(ledger[j]!=1)))", 1, 2, 0); /* m: 35 -> 42,0 */
	reached4[35] = 1;
	trans[4][35]	= settr(0,0,0,0,0,"owner[j] = 2",0,0,0);
	trans[4][36]	= settr(879,2,42,2,0,"else", 1, 2, 0);
	T = trans[4][42] = settr(885,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(885,2,39,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(885,2,41,0,0,"IF", 1, 2, 0);
	trans[4][39]	= settr(882,2,91,89,89,"((change[j]==(1+s)))", 1, 2, 0); /* m: 40 -> 91,0 */
	reached4[40] = 1;
	trans[4][40]	= settr(0,0,0,0,0,"change[j] = (2+1)",0,0,0);
	trans[4][43]	= settr(886,2,91,1,0,".(goto)", 1, 2, 0);
	trans[4][41]	= settr(884,2,91,2,0,"else", 1, 2, 0);
	T = trans[4][91] = settr(934,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(934,2,45,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(934,2,90,0,0,"IF", 1, 2, 0);
	trans[4][45]	= settr(888,2,89,90,90,"((busy[m]==(1+s)))", 1, 2, 0); /* m: 46 -> 89,0 */
	reached4[46] = 1;
	trans[4][46]	= settr(0,0,0,0,0,"busy[m] = 0",0,0,0);
	trans[4][47]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 2",0,0,0);
	T = trans[ 4][89] = settr(932,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(932,0,87,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][87] = settr(930,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(930,2,48,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(930,2,61,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(930,2,69,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(930,2,77,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(930,2,79,0,0,"IF", 1, 2, 0);
	trans[4][48]	= settr(891,2,59,91,0,"((ledger[j]==0))", 1, 2, 0);
	T = trans[4][59] = settr(902,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(902,2,49,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(902,2,57,0,0,"IF", 1, 2, 0);
	trans[4][49]	= settr(892,2,56,92,92,"(refusal[((m*1)+j)])", 1, 2, 0); /* m: 50 -> 56,0 */
	reached4[50] = 1;
	trans[4][50]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 4][56] = settr(899,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(899,0,54,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][54] = settr(897,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(897,2,51,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(897,2,52,0,0,"IF", 1, 2, 0);
	trans[4][51]	= settr(894,0,377,93,93,"((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))", 1, 2, 0); /* m: 93 -> 377,0 */
	reached4[93] = 1;
	trans[4][55]	= settr(898,2,93,1,0,".(goto)", 1, 2, 0); /* m: 93 -> 0,377 */
	reached4[93] = 1;
	trans[4][52]	= settr(895,2,53,2,0,"else", 1, 2, 0);
	trans[4][53]	= settr(896,0,377,94,94,"tell[((m*1)+j)] = (0+3)", 1, 2, 0); /* m: 93 -> 0,377 */
	reached4[93] = 1;
	trans[4][60]	= settr(903,2,93,1,0,".(goto)", 1, 2, 0); /* m: 93 -> 0,377 */
	reached4[93] = 1;
	trans[4][57]	= settr(900,2,58,2,0,"else", 1, 2, 0);
	trans[4][58]	= settr(901,0,377,95,95,"item[((m*1)+j)] = 1", 1, 2, 0); /* m: 93 -> 0,377 */
	reached4[93] = 1;
	trans[4][88]	= settr(931,2,93,1,0,".(goto)", 1, 2, 0); /* m: 93 -> 0,377 */
	reached4[93] = 1;
	trans[4][61]	= settr(904,2,68,96,96,"(((ledger[j]==1)&&(owner[j]!=2)))", 1, 2, 0); /* m: 62 -> 68,0 */
	reached4[62] = 1;
	trans[4][62]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 3",0,0,0);
	T = trans[ 4][68] = settr(911,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(911,0,66,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][66] = settr(909,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(909,2,63,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(909,2,64,0,0,"IF", 1, 2, 0);
	trans[4][63]	= settr(906,0,377,97,97,"((((tell[((m*1)+j)]==(0+1))||(tell[((m*1)+j)]==(3+1)))||(tell[((m*1)+j)]==(6+1))))", 1, 2, 0); /* m: 93 -> 377,0 */
	reached4[93] = 1;
	trans[4][67]	= settr(910,2,93,1,0,".(goto)", 1, 2, 0); /* m: 93 -> 0,377 */
	reached4[93] = 1;
	trans[4][64]	= settr(907,2,65,2,0,"else", 1, 2, 0);
	trans[4][65]	= settr(908,0,377,98,98,"tell[((m*1)+j)] = (0+1)", 1, 2, 0); /* m: 93 -> 0,377 */
	reached4[93] = 1;
	trans[4][69]	= settr(912,2,76,99,99,"(((ledger[j]==1)&&!((owner[j]!=2))))", 1, 2, 0); /* m: 70 -> 76,0 */
	reached4[70] = 1;
	trans[4][70]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 4][76] = settr(919,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(919,0,74,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][74] = settr(917,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(917,2,71,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(917,2,72,0,0,"IF", 1, 2, 0);
	trans[4][71]	= settr(914,0,377,100,100,"((((tell[((m*1)+j)]==(0+2))||(tell[((m*1)+j)]==(3+2)))||(tell[((m*1)+j)]==(6+2))))", 1, 2, 0); /* m: 93 -> 377,0 */
	reached4[93] = 1;
	trans[4][75]	= settr(918,2,93,1,0,".(goto)", 1, 2, 0); /* m: 93 -> 0,377 */
	reached4[93] = 1;
	trans[4][72]	= settr(915,2,73,2,0,"else", 1, 2, 0);
	trans[4][73]	= settr(916,0,377,101,101,"tell[((m*1)+j)] = (0+2)", 1, 2, 0); /* m: 93 -> 0,377 */
	reached4[93] = 1;
	trans[4][77]	= settr(920,0,377,102,102,"((ledger[j]==2))", 1, 2, 0); /* m: 78 -> 377,0 */
	reached4[78] = 1;
	trans[4][78]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 2",0,0,0);
	trans[4][79]	= settr(922,2,86,103,103,"((ledger[j]==3))", 1, 2, 0); /* m: 80 -> 86,0 */
	reached4[80] = 1;
	trans[4][80]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 4][86] = settr(929,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(929,0,84,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][84] = settr(927,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(927,2,81,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(927,2,82,0,0,"IF", 1, 2, 0);
	trans[4][81]	= settr(924,0,377,104,104,"((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))", 1, 2, 0); /* m: 93 -> 377,0 */
	reached4[93] = 1;
	trans[4][85]	= settr(928,2,93,1,0,".(goto)", 1, 2, 0); /* m: 93 -> 0,377 */
	reached4[93] = 1;
	trans[4][82]	= settr(925,2,83,2,0,"else", 1, 2, 0);
	trans[4][83]	= settr(926,0,377,105,105,"tell[((m*1)+j)] = (0+3)", 1, 2, 0); /* m: 93 -> 0,377 */
	reached4[93] = 1;
	trans[4][92]	= settr(935,2,93,1,0,".(goto)", 1, 2, 0); /* m: 93 -> 0,377 */
	reached4[93] = 1;
	trans[4][90]	= settr(933,2,93,2,0,"else", 1, 2, 0);
	trans[4][93]	= settr(936,0,377,106,106,"m = 0", 1, 2, 0); /* m: 94 -> 0,377 */
	reached4[94] = 1;
	trans[4][94]	= settr(0,0,0,0,0,"j = 0",0,0,0);
	T = trans[ 4][236] = settr(1079,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1079,2,96,0,0,"ATOMIC", 1, 2, 0);
	trans[4][96]	= settr(939,2,104,107,107,"((phase[s]==6))", 1, 2, 0); /* m: 97 -> 104,0 */
	reached4[97] = 1;
	trans[4][97]	= settr(0,0,0,0,0,"m = of_master[s]",0,0,0);
	trans[4][98]	= settr(0,0,0,0,0,"j = of_jid[s]",0,0,0);
	T = trans[4][104] = settr(947,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(947,2,99,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(947,2,103,0,0,"IF", 1, 2, 0);
	trans[4][99]	= settr(942,2,123,108,108,"((via[s]==0))", 1, 2, 0); /* m: 100 -> 123,0 */
	reached4[100] = 1;
	trans[4][100]	= settr(0,0,0,0,0,"assert((via[s]==0))",0,0,0);
	trans[4][101]	= settr(0,0,0,0,0,"assert((((ledger[j]==1)&&!((owner[j]!=2)))||(ledger[j]==3)))",0,0,0);
	trans[4][102]	= settr(0,0,0,0,0,"sent[((m*1)+j)] = (sent[((m*1)+j)]|2)",0,0,0);
	trans[4][105]	= settr(948,2,123,1,0,".(goto)", 1, 2, 0);
	trans[4][103]	= settr(946,2,123,2,0,"else", 1, 2, 0);
	T = trans[ 4][123] = settr(966,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(966,0,106,0,0,"sub-sequence", 1, 2, 0);
	trans[4][106]	= settr(949,2,116,109,109,"phase[s] = 0", 1, 2, 0); /* m: 107 -> 0,116 */
	reached4[107] = 1;
	trans[4][107]	= settr(0,0,0,0,0,"of_jid[s] = 0",0,0,0);
	trans[4][108]	= settr(0,0,0,0,0,"of_master[s] = 0",0,0,0);
	trans[4][109]	= settr(0,0,0,0,0,"via[s] = 0",0,0,0);
	T = trans[4][116] = settr(959,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(959,2,110,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(959,2,113,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(959,2,115,0,0,"IF", 1, 2, 0);
	trans[4][110]	= settr(953,2,121,110,110,"(((owner[j]==s)&&(ledger[j]==1)))", 1, 2, 0); /* m: 111 -> 121,0 */
	reached4[111] = 1;
	trans[4][111]	= settr(0,0,0,0,0,"owner[j] = 2",0,0,0);
	trans[4][112]	= settr(0,0,0,0,0,"lost_claim[j] = 1",0,0,0);
	trans[4][117]	= settr(960,2,121,1,0,".(goto)", 1, 2, 0);
	trans[4][113]	= settr(956,2,121,111,111,"(((owner[j]==s)&&(ledger[j]!=1)))", 1, 2, 0); /* m: 114 -> 121,0 */
	reached4[114] = 1;
	trans[4][114]	= settr(0,0,0,0,0,"owner[j] = 2",0,0,0);
	trans[4][115]	= settr(958,2,121,2,0,"else", 1, 2, 0);
	T = trans[4][121] = settr(964,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(964,2,118,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(964,2,120,0,0,"IF", 1, 2, 0);
	trans[4][118]	= settr(961,2,232,112,112,"((change[j]==(1+s)))", 1, 2, 0); /* m: 119 -> 232,0 */
	reached4[119] = 1;
	trans[4][119]	= settr(0,0,0,0,0,"change[j] = (2+1)",0,0,0);
	trans[4][122]	= settr(965,2,232,1,0,".(goto)", 1, 2, 0);
	trans[4][120]	= settr(963,2,232,2,0,"else", 1, 2, 0);
	T = trans[4][232] = settr(1075,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1075,2,124,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1075,2,231,0,0,"IF", 1, 2, 0);
	trans[4][124]	= settr(967,2,230,113,113,"((busy[m]==(1+s)))", 1, 2, 0); /* m: 125 -> 230,0 */
	reached4[125] = 1;
	trans[4][125]	= settr(0,0,0,0,0,"busy[m] = 0",0,0,0);
	T = trans[ 4][230] = settr(1073,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1073,0,228,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][228] = settr(1071,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1071,2,126,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1071,2,169,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1071,2,171,0,0,"IF", 1, 2, 0);
	trans[4][126]	= settr(969,2,168,114,0,"((ledger[j]!=0))", 1, 2, 0);
	T = trans[ 4][168] = settr(1011,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1011,0,166,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][166] = settr(1009,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1009,2,127,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1009,2,140,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1009,2,148,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1009,2,156,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1009,2,158,0,0,"IF", 1, 2, 0);
	trans[4][127]	= settr(970,2,138,115,0,"((ledger[j]==0))", 1, 2, 0);
	T = trans[4][138] = settr(981,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(981,2,128,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(981,2,136,0,0,"IF", 1, 2, 0);
	trans[4][128]	= settr(971,2,135,116,116,"(refusal[((m*1)+j)])", 1, 2, 0); /* m: 129 -> 135,0 */
	reached4[129] = 1;
	trans[4][129]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 4][135] = settr(978,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(978,0,133,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][133] = settr(976,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(976,2,130,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(976,2,131,0,0,"IF", 1, 2, 0);
	trans[4][130]	= settr(973,0,377,117,117,"((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))", 1, 2, 0); /* m: 234 -> 377,0 */
	reached4[234] = 1;
	trans[4][134]	= settr(977,2,234,1,0,".(goto)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][131]	= settr(974,2,132,2,0,"else", 1, 2, 0);
	trans[4][132]	= settr(975,0,377,118,118,"tell[((m*1)+j)] = (0+3)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][139]	= settr(982,2,234,1,0,".(goto)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][136]	= settr(979,2,137,2,0,"else", 1, 2, 0);
	trans[4][137]	= settr(980,0,377,119,119,"item[((m*1)+j)] = 1", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][167]	= settr(1010,2,234,1,0,".(goto)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][140]	= settr(983,2,147,120,120,"(((ledger[j]==1)&&(owner[j]!=2)))", 1, 2, 0); /* m: 141 -> 147,0 */
	reached4[141] = 1;
	trans[4][141]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 3",0,0,0);
	T = trans[ 4][147] = settr(990,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(990,0,145,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][145] = settr(988,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(988,2,142,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(988,2,143,0,0,"IF", 1, 2, 0);
	trans[4][142]	= settr(985,0,377,121,121,"((((tell[((m*1)+j)]==(0+1))||(tell[((m*1)+j)]==(3+1)))||(tell[((m*1)+j)]==(6+1))))", 1, 2, 0); /* m: 234 -> 377,0 */
	reached4[234] = 1;
	trans[4][146]	= settr(989,2,234,1,0,".(goto)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][143]	= settr(986,2,144,2,0,"else", 1, 2, 0);
	trans[4][144]	= settr(987,0,377,122,122,"tell[((m*1)+j)] = (0+1)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][148]	= settr(991,2,155,123,123,"(((ledger[j]==1)&&!((owner[j]!=2))))", 1, 2, 0); /* m: 149 -> 155,0 */
	reached4[149] = 1;
	trans[4][149]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 4][155] = settr(998,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(998,0,153,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][153] = settr(996,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(996,2,150,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(996,2,151,0,0,"IF", 1, 2, 0);
	trans[4][150]	= settr(993,0,377,124,124,"((((tell[((m*1)+j)]==(0+2))||(tell[((m*1)+j)]==(3+2)))||(tell[((m*1)+j)]==(6+2))))", 1, 2, 0); /* m: 234 -> 377,0 */
	reached4[234] = 1;
	trans[4][154]	= settr(997,2,234,1,0,".(goto)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][151]	= settr(994,2,152,2,0,"else", 1, 2, 0);
	trans[4][152]	= settr(995,0,377,125,125,"tell[((m*1)+j)] = (0+2)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][156]	= settr(999,0,377,126,126,"((ledger[j]==2))", 1, 2, 0); /* m: 157 -> 377,0 */
	reached4[157] = 1;
	trans[4][157]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 2",0,0,0);
	trans[4][158]	= settr(1001,2,165,127,127,"((ledger[j]==3))", 1, 2, 0); /* m: 159 -> 165,0 */
	reached4[159] = 1;
	trans[4][159]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 4][165] = settr(1008,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1008,0,163,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][163] = settr(1006,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1006,2,160,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1006,2,161,0,0,"IF", 1, 2, 0);
	trans[4][160]	= settr(1003,0,377,128,128,"((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))", 1, 2, 0); /* m: 234 -> 377,0 */
	reached4[234] = 1;
	trans[4][164]	= settr(1007,2,234,1,0,".(goto)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][161]	= settr(1004,2,162,2,0,"else", 1, 2, 0);
	trans[4][162]	= settr(1005,0,377,129,129,"tell[((m*1)+j)] = (0+3)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][229]	= settr(1072,2,234,1,0,".(goto)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][169]	= settr(1012,0,377,130,130,"((ledger[j]==0))", 1, 2, 0); /* m: 170 -> 377,0 */
	reached4[170] = 1;
	trans[4][170]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 1",0,0,0);
	trans[4][171]	= settr(1014,2,227,131,0,"((ledger[j]==0))", 1, 2, 0);
	T = trans[ 4][227] = settr(1070,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1070,0,225,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][225] = settr(1068,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1068,2,172,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1068,2,215,0,0,"IF", 1, 2, 0);
	trans[4][172]	= settr(1015,2,214,132,0,"((ledger[j]!=0))", 1, 2, 0);
	T = trans[ 4][214] = settr(1057,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1057,0,212,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][212] = settr(1055,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1055,2,173,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1055,2,186,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1055,2,194,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1055,2,202,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1055,2,204,0,0,"IF", 1, 2, 0);
	trans[4][173]	= settr(1016,2,184,133,0,"((ledger[j]==0))", 1, 2, 0);
	T = trans[4][184] = settr(1027,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1027,2,174,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1027,2,182,0,0,"IF", 1, 2, 0);
	trans[4][174]	= settr(1017,2,181,134,134,"(refusal[((m*1)+j)])", 1, 2, 0); /* m: 175 -> 181,0 */
	reached4[175] = 1;
	trans[4][175]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 4][181] = settr(1024,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1024,0,179,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][179] = settr(1022,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1022,2,176,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1022,2,177,0,0,"IF", 1, 2, 0);
	trans[4][176]	= settr(1019,0,377,135,135,"((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))", 1, 2, 0); /* m: 234 -> 377,0 */
	reached4[234] = 1;
	trans[4][180]	= settr(1023,2,234,1,0,".(goto)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][177]	= settr(1020,2,178,2,0,"else", 1, 2, 0);
	trans[4][178]	= settr(1021,0,377,136,136,"tell[((m*1)+j)] = (0+3)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][185]	= settr(1028,2,234,1,0,".(goto)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][182]	= settr(1025,2,183,2,0,"else", 1, 2, 0);
	trans[4][183]	= settr(1026,0,377,137,137,"item[((m*1)+j)] = 1", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][213]	= settr(1056,2,234,1,0,".(goto)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][186]	= settr(1029,2,193,138,138,"(((ledger[j]==1)&&(owner[j]!=2)))", 1, 2, 0); /* m: 187 -> 193,0 */
	reached4[187] = 1;
	trans[4][187]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 3",0,0,0);
	T = trans[ 4][193] = settr(1036,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1036,0,191,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][191] = settr(1034,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1034,2,188,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1034,2,189,0,0,"IF", 1, 2, 0);
	trans[4][188]	= settr(1031,0,377,139,139,"((((tell[((m*1)+j)]==(0+1))||(tell[((m*1)+j)]==(3+1)))||(tell[((m*1)+j)]==(6+1))))", 1, 2, 0); /* m: 234 -> 377,0 */
	reached4[234] = 1;
	trans[4][192]	= settr(1035,2,234,1,0,".(goto)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][189]	= settr(1032,2,190,2,0,"else", 1, 2, 0);
	trans[4][190]	= settr(1033,0,377,140,140,"tell[((m*1)+j)] = (0+1)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][194]	= settr(1037,2,201,141,141,"(((ledger[j]==1)&&!((owner[j]!=2))))", 1, 2, 0); /* m: 195 -> 201,0 */
	reached4[195] = 1;
	trans[4][195]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 4][201] = settr(1044,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1044,0,199,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][199] = settr(1042,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1042,2,196,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1042,2,197,0,0,"IF", 1, 2, 0);
	trans[4][196]	= settr(1039,0,377,142,142,"((((tell[((m*1)+j)]==(0+2))||(tell[((m*1)+j)]==(3+2)))||(tell[((m*1)+j)]==(6+2))))", 1, 2, 0); /* m: 234 -> 377,0 */
	reached4[234] = 1;
	trans[4][200]	= settr(1043,2,234,1,0,".(goto)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][197]	= settr(1040,2,198,2,0,"else", 1, 2, 0);
	trans[4][198]	= settr(1041,0,377,143,143,"tell[((m*1)+j)] = (0+2)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][202]	= settr(1045,0,377,144,144,"((ledger[j]==2))", 1, 2, 0); /* m: 203 -> 377,0 */
	reached4[203] = 1;
	trans[4][203]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 2",0,0,0);
	trans[4][204]	= settr(1047,2,211,145,145,"((ledger[j]==3))", 1, 2, 0); /* m: 205 -> 211,0 */
	reached4[205] = 1;
	trans[4][205]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 4][211] = settr(1054,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1054,0,209,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][209] = settr(1052,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1052,2,206,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1052,2,207,0,0,"IF", 1, 2, 0);
	trans[4][206]	= settr(1049,0,377,146,146,"((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))", 1, 2, 0); /* m: 234 -> 377,0 */
	reached4[234] = 1;
	trans[4][210]	= settr(1053,2,234,1,0,".(goto)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][207]	= settr(1050,2,208,2,0,"else", 1, 2, 0);
	trans[4][208]	= settr(1051,0,377,147,147,"tell[((m*1)+j)] = (0+3)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][226]	= settr(1069,2,234,1,0,".(goto)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][215]	= settr(1058,2,216,2,0,"else", 1, 2, 0);
	trans[4][216]	= settr(1059,2,224,148,148,"assert(((ledger[j]==0)||(ledger[j]==3)))", 1, 2, 0); /* m: 217 -> 0,224 */
	reached4[217] = 1;
	trans[4][217]	= settr(0,0,0,0,0,"refusal[((m*1)+j)] = 1",0,0,0);
	trans[4][218]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 4][224] = settr(1067,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1067,0,222,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][222] = settr(1065,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1065,2,219,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1065,2,220,0,0,"IF", 1, 2, 0);
	trans[4][219]	= settr(1062,0,377,149,149,"((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))", 1, 2, 0); /* m: 234 -> 377,0 */
	reached4[234] = 1;
	trans[4][223]	= settr(1066,2,234,1,0,".(goto)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][220]	= settr(1063,2,221,2,0,"else", 1, 2, 0);
	trans[4][221]	= settr(1064,0,377,150,150,"tell[((m*1)+j)] = (0+3)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][233]	= settr(1076,2,234,1,0,".(goto)", 1, 2, 0); /* m: 234 -> 0,377 */
	reached4[234] = 1;
	trans[4][231]	= settr(1074,2,234,2,0,"else", 1, 2, 0);
	trans[4][234]	= settr(1077,0,377,151,151,"m = 0", 1, 2, 0); /* m: 235 -> 0,377 */
	reached4[235] = 1;
	trans[4][235]	= settr(0,0,0,0,0,"j = 0",0,0,0);
	T = trans[ 4][376] = settr(1219,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1219,2,237,0,0,"ATOMIC", 1, 2, 0);
	trans[4][237]	= settr(1080,2,243,152,0,"(((faults>0)&&(phase[s]!=0)))", 1, 2, 0);
	T = trans[ 4][243] = settr(1086,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1086,0,241,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][241] = settr(1084,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1084,2,238,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1084,2,239,0,0,"IF", 1, 2, 0);
	trans[4][238]	= settr(1081,2,263,153,153,"((faults==255))", 1, 2, 0); /* m: 244 -> 263,0 */
	reached4[244] = 1;
	trans[4][242]	= settr(1085,2,244,1,0,".(goto)", 1, 2, 0); /* m: 244 -> 0,263 */
	reached4[244] = 1;
	trans[4][239]	= settr(1082,2,240,2,0,"else", 1, 2, 0);
	trans[4][240]	= settr(1083,2,263,154,154,"faults = (faults-1)", 1, 2, 0); /* m: 244 -> 0,263 */
	reached4[244] = 1;
	trans[4][244]	= settr(1087,2,263,155,155,"m = of_master[s]", 1, 2, 0); /* m: 245 -> 0,263 */
	reached4[245] = 1;
	trans[4][245]	= settr(0,0,0,0,0,"j = of_jid[s]",0,0,0);
	T = trans[ 4][263] = settr(1106,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1106,0,246,0,0,"sub-sequence", 1, 2, 0);
	trans[4][246]	= settr(1089,2,256,156,156,"phase[s] = 0", 1, 2, 0); /* m: 247 -> 0,256 */
	reached4[247] = 1;
	trans[4][247]	= settr(0,0,0,0,0,"of_jid[s] = 0",0,0,0);
	trans[4][248]	= settr(0,0,0,0,0,"of_master[s] = 0",0,0,0);
	trans[4][249]	= settr(0,0,0,0,0,"via[s] = 0",0,0,0);
	T = trans[4][256] = settr(1099,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1099,2,250,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1099,2,253,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1099,2,255,0,0,"IF", 1, 2, 0);
	trans[4][250]	= settr(1093,2,261,157,157,"(((owner[j]==s)&&(ledger[j]==1)))", 1, 2, 0); /* m: 251 -> 261,0 */
	reached4[251] = 1;
	trans[4][251]	= settr(0,0,0,0,0,"owner[j] = 2",0,0,0);
	trans[4][252]	= settr(0,0,0,0,0,"lost_claim[j] = 1",0,0,0);
	trans[4][257]	= settr(1100,2,261,1,0,".(goto)", 1, 2, 0);
	trans[4][253]	= settr(1096,2,261,158,158,"(((owner[j]==s)&&(ledger[j]!=1)))", 1, 2, 0); /* m: 254 -> 261,0 */
	reached4[254] = 1;
	trans[4][254]	= settr(0,0,0,0,0,"owner[j] = 2",0,0,0);
	trans[4][255]	= settr(1098,2,261,2,0,"else", 1, 2, 0);
	T = trans[4][261] = settr(1104,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1104,2,258,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1104,2,260,0,0,"IF", 1, 2, 0);
	trans[4][258]	= settr(1101,2,372,159,159,"((change[j]==(1+s)))", 1, 2, 0); /* m: 259 -> 372,0 */
	reached4[259] = 1;
	trans[4][259]	= settr(0,0,0,0,0,"change[j] = (2+1)",0,0,0);
	trans[4][262]	= settr(1105,2,372,1,0,".(goto)", 1, 2, 0);
	trans[4][260]	= settr(1103,2,372,2,0,"else", 1, 2, 0);
	T = trans[4][372] = settr(1215,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1215,2,264,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1215,2,371,0,0,"IF", 1, 2, 0);
	trans[4][264]	= settr(1107,2,370,160,160,"((busy[m]==(1+s)))", 1, 2, 0); /* m: 265 -> 370,0 */
	reached4[265] = 1;
	trans[4][265]	= settr(0,0,0,0,0,"busy[m] = 0",0,0,0);
	T = trans[ 4][370] = settr(1213,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1213,0,368,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][368] = settr(1211,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1211,2,266,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1211,2,309,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1211,2,311,0,0,"IF", 1, 2, 0);
	trans[4][266]	= settr(1109,2,308,161,0,"((ledger[j]!=0))", 1, 2, 0);
	T = trans[ 4][308] = settr(1151,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1151,0,306,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][306] = settr(1149,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1149,2,267,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1149,2,280,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1149,2,288,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1149,2,296,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1149,2,298,0,0,"IF", 1, 2, 0);
	trans[4][267]	= settr(1110,2,278,162,0,"((ledger[j]==0))", 1, 2, 0);
	T = trans[4][278] = settr(1121,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1121,2,268,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1121,2,276,0,0,"IF", 1, 2, 0);
	trans[4][268]	= settr(1111,2,275,163,163,"(refusal[((m*1)+j)])", 1, 2, 0); /* m: 269 -> 275,0 */
	reached4[269] = 1;
	trans[4][269]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 4][275] = settr(1118,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1118,0,273,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][273] = settr(1116,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1116,2,270,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1116,2,271,0,0,"IF", 1, 2, 0);
	trans[4][270]	= settr(1113,0,377,164,164,"((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))", 1, 2, 0); /* m: 374 -> 377,0 */
	reached4[374] = 1;
	trans[4][274]	= settr(1117,2,374,1,0,".(goto)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][271]	= settr(1114,2,272,2,0,"else", 1, 2, 0);
	trans[4][272]	= settr(1115,0,377,165,165,"tell[((m*1)+j)] = (0+3)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][279]	= settr(1122,2,374,1,0,".(goto)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][276]	= settr(1119,2,277,2,0,"else", 1, 2, 0);
	trans[4][277]	= settr(1120,0,377,166,166,"item[((m*1)+j)] = 1", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][307]	= settr(1150,2,374,1,0,".(goto)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][280]	= settr(1123,2,287,167,167,"(((ledger[j]==1)&&(owner[j]!=2)))", 1, 2, 0); /* m: 281 -> 287,0 */
	reached4[281] = 1;
	trans[4][281]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 3",0,0,0);
	T = trans[ 4][287] = settr(1130,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1130,0,285,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][285] = settr(1128,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1128,2,282,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1128,2,283,0,0,"IF", 1, 2, 0);
	trans[4][282]	= settr(1125,0,377,168,168,"((((tell[((m*1)+j)]==(0+1))||(tell[((m*1)+j)]==(3+1)))||(tell[((m*1)+j)]==(6+1))))", 1, 2, 0); /* m: 374 -> 377,0 */
	reached4[374] = 1;
	trans[4][286]	= settr(1129,2,374,1,0,".(goto)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][283]	= settr(1126,2,284,2,0,"else", 1, 2, 0);
	trans[4][284]	= settr(1127,0,377,169,169,"tell[((m*1)+j)] = (0+1)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][288]	= settr(1131,2,295,170,170,"(((ledger[j]==1)&&!((owner[j]!=2))))", 1, 2, 0); /* m: 289 -> 295,0 */
	reached4[289] = 1;
	trans[4][289]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 4][295] = settr(1138,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1138,0,293,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][293] = settr(1136,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1136,2,290,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1136,2,291,0,0,"IF", 1, 2, 0);
	trans[4][290]	= settr(1133,0,377,171,171,"((((tell[((m*1)+j)]==(0+2))||(tell[((m*1)+j)]==(3+2)))||(tell[((m*1)+j)]==(6+2))))", 1, 2, 0); /* m: 374 -> 377,0 */
	reached4[374] = 1;
	trans[4][294]	= settr(1137,2,374,1,0,".(goto)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][291]	= settr(1134,2,292,2,0,"else", 1, 2, 0);
	trans[4][292]	= settr(1135,0,377,172,172,"tell[((m*1)+j)] = (0+2)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][296]	= settr(1139,0,377,173,173,"((ledger[j]==2))", 1, 2, 0); /* m: 297 -> 377,0 */
	reached4[297] = 1;
	trans[4][297]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 2",0,0,0);
	trans[4][298]	= settr(1141,2,305,174,174,"((ledger[j]==3))", 1, 2, 0); /* m: 299 -> 305,0 */
	reached4[299] = 1;
	trans[4][299]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 4][305] = settr(1148,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1148,0,303,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][303] = settr(1146,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1146,2,300,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1146,2,301,0,0,"IF", 1, 2, 0);
	trans[4][300]	= settr(1143,0,377,175,175,"((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))", 1, 2, 0); /* m: 374 -> 377,0 */
	reached4[374] = 1;
	trans[4][304]	= settr(1147,2,374,1,0,".(goto)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][301]	= settr(1144,2,302,2,0,"else", 1, 2, 0);
	trans[4][302]	= settr(1145,0,377,176,176,"tell[((m*1)+j)] = (0+3)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][369]	= settr(1212,2,374,1,0,".(goto)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][309]	= settr(1152,0,377,177,177,"((ledger[j]==0))", 1, 2, 0); /* m: 310 -> 377,0 */
	reached4[310] = 1;
	trans[4][310]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 1",0,0,0);
	trans[4][311]	= settr(1154,2,367,178,0,"((ledger[j]==0))", 1, 2, 0);
	T = trans[ 4][367] = settr(1210,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1210,0,365,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][365] = settr(1208,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1208,2,312,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1208,2,355,0,0,"IF", 1, 2, 0);
	trans[4][312]	= settr(1155,2,354,179,0,"((ledger[j]!=0))", 1, 2, 0);
	T = trans[ 4][354] = settr(1197,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1197,0,352,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][352] = settr(1195,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1195,2,313,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1195,2,326,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1195,2,334,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1195,2,342,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1195,2,344,0,0,"IF", 1, 2, 0);
	trans[4][313]	= settr(1156,2,324,180,0,"((ledger[j]==0))", 1, 2, 0);
	T = trans[4][324] = settr(1167,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1167,2,314,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1167,2,322,0,0,"IF", 1, 2, 0);
	trans[4][314]	= settr(1157,2,321,181,181,"(refusal[((m*1)+j)])", 1, 2, 0); /* m: 315 -> 321,0 */
	reached4[315] = 1;
	trans[4][315]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 4][321] = settr(1164,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1164,0,319,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][319] = settr(1162,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1162,2,316,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1162,2,317,0,0,"IF", 1, 2, 0);
	trans[4][316]	= settr(1159,0,377,182,182,"((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))", 1, 2, 0); /* m: 374 -> 377,0 */
	reached4[374] = 1;
	trans[4][320]	= settr(1163,2,374,1,0,".(goto)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][317]	= settr(1160,2,318,2,0,"else", 1, 2, 0);
	trans[4][318]	= settr(1161,0,377,183,183,"tell[((m*1)+j)] = (0+3)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][325]	= settr(1168,2,374,1,0,".(goto)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][322]	= settr(1165,2,323,2,0,"else", 1, 2, 0);
	trans[4][323]	= settr(1166,0,377,184,184,"item[((m*1)+j)] = 1", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][353]	= settr(1196,2,374,1,0,".(goto)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][326]	= settr(1169,2,333,185,185,"(((ledger[j]==1)&&(owner[j]!=2)))", 1, 2, 0); /* m: 327 -> 333,0 */
	reached4[327] = 1;
	trans[4][327]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 3",0,0,0);
	T = trans[ 4][333] = settr(1176,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1176,0,331,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][331] = settr(1174,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1174,2,328,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1174,2,329,0,0,"IF", 1, 2, 0);
	trans[4][328]	= settr(1171,0,377,186,186,"((((tell[((m*1)+j)]==(0+1))||(tell[((m*1)+j)]==(3+1)))||(tell[((m*1)+j)]==(6+1))))", 1, 2, 0); /* m: 374 -> 377,0 */
	reached4[374] = 1;
	trans[4][332]	= settr(1175,2,374,1,0,".(goto)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][329]	= settr(1172,2,330,2,0,"else", 1, 2, 0);
	trans[4][330]	= settr(1173,0,377,187,187,"tell[((m*1)+j)] = (0+1)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][334]	= settr(1177,2,341,188,188,"(((ledger[j]==1)&&!((owner[j]!=2))))", 1, 2, 0); /* m: 335 -> 341,0 */
	reached4[335] = 1;
	trans[4][335]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 4][341] = settr(1184,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1184,0,339,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][339] = settr(1182,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1182,2,336,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1182,2,337,0,0,"IF", 1, 2, 0);
	trans[4][336]	= settr(1179,0,377,189,189,"((((tell[((m*1)+j)]==(0+2))||(tell[((m*1)+j)]==(3+2)))||(tell[((m*1)+j)]==(6+2))))", 1, 2, 0); /* m: 374 -> 377,0 */
	reached4[374] = 1;
	trans[4][340]	= settr(1183,2,374,1,0,".(goto)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][337]	= settr(1180,2,338,2,0,"else", 1, 2, 0);
	trans[4][338]	= settr(1181,0,377,190,190,"tell[((m*1)+j)] = (0+2)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][342]	= settr(1185,0,377,191,191,"((ledger[j]==2))", 1, 2, 0); /* m: 343 -> 377,0 */
	reached4[343] = 1;
	trans[4][343]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 2",0,0,0);
	trans[4][344]	= settr(1187,2,351,192,192,"((ledger[j]==3))", 1, 2, 0); /* m: 345 -> 351,0 */
	reached4[345] = 1;
	trans[4][345]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 4][351] = settr(1194,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1194,0,349,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][349] = settr(1192,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1192,2,346,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1192,2,347,0,0,"IF", 1, 2, 0);
	trans[4][346]	= settr(1189,0,377,193,193,"((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))", 1, 2, 0); /* m: 374 -> 377,0 */
	reached4[374] = 1;
	trans[4][350]	= settr(1193,2,374,1,0,".(goto)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][347]	= settr(1190,2,348,2,0,"else", 1, 2, 0);
	trans[4][348]	= settr(1191,0,377,194,194,"tell[((m*1)+j)] = (0+3)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][366]	= settr(1209,2,374,1,0,".(goto)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][355]	= settr(1198,2,356,2,0,"else", 1, 2, 0);
	trans[4][356]	= settr(1199,2,364,195,195,"assert(((ledger[j]==0)||(ledger[j]==3)))", 1, 2, 0); /* m: 357 -> 0,364 */
	reached4[357] = 1;
	trans[4][357]	= settr(0,0,0,0,0,"refusal[((m*1)+j)] = 1",0,0,0);
	trans[4][358]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 4][364] = settr(1207,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1207,0,362,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][362] = settr(1205,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1205,2,359,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1205,2,360,0,0,"IF", 1, 2, 0);
	trans[4][359]	= settr(1202,0,377,196,196,"((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))", 1, 2, 0); /* m: 374 -> 377,0 */
	reached4[374] = 1;
	trans[4][363]	= settr(1206,2,374,1,0,".(goto)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][360]	= settr(1203,2,361,2,0,"else", 1, 2, 0);
	trans[4][361]	= settr(1204,0,377,197,197,"tell[((m*1)+j)] = (0+3)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][373]	= settr(1216,2,374,1,0,".(goto)", 1, 2, 0); /* m: 374 -> 0,377 */
	reached4[374] = 1;
	trans[4][371]	= settr(1214,2,374,2,0,"else", 1, 2, 0);
	trans[4][374]	= settr(1217,0,377,198,198,"m = 0", 1, 2, 0); /* m: 375 -> 0,377 */
	reached4[375] = 1;
	trans[4][375]	= settr(0,0,0,0,0,"j = 0",0,0,0);
	trans[4][379]	= settr(1222,0,380,1,0,"break", 0, 2, 0);
	trans[4][380]	= settr(1223,0,0,199,199,"-end-", 0, 3500, 0);

	/* proctype 3: Item */

	trans[3] = (Trans **) emalloc(354*sizeof(Trans *));

	trans[3][351]	= settr(841,0,350,1,0,".(goto)", 0, 2, 0);
	T = trans[3][350] = settr(840,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(840,0,14,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(840,0,27,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(840,0,181,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(840,0,206,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(840,0,220,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(840,0,241,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(840,0,262,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(840,0,283,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(840,0,327,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(840,0,330,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(840,0,349,0,0,"DO", 0, 2, 0);
	T = trans[ 3][14] = settr(504,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(504,2,1,0,0,"ATOMIC", 1, 2, 0);
	trans[3][1]	= settr(491,2,13,200,200,"(((((link[m]==3)&&!((taken[0]||busy[0])))&&1)&&((item[((m*1)+j)]==1)||(((item[((m*1)+j)]==2)&&!(held[((m*1)+j)]))&&!(sent[((m*1)+j)])))))", 1, 2, 0); /* m: 2 -> 13,0 */
	reached3[2] = 1;
	trans[3][2]	= settr(0,0,0,0,0,"taken[m] = (1+j)",0,0,0);
	T = trans[ 3][13] = settr(503,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(503,0,11,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][11] = settr(501,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(501,2,3,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(501,2,4,0,0,"IF", 1, 2, 0);
	trans[3][3]	= settr(493,0,350,201,201,"up[m] = (up[m]|(1<<(1+j)))", 1, 2, 0); /* m: 12 -> 0,350 */
	reached3[12] = 1;
	trans[3][12]	= settr(502,0,350,202,202,".(goto)", 1, 2, 0);
	trans[3][4]	= settr(494,2,10,203,0,"((faults>0))", 1, 2, 0);
	T = trans[ 3][10] = settr(500,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(500,0,8,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][8] = settr(498,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(498,2,5,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(498,2,6,0,0,"IF", 1, 2, 0);
	trans[3][5]	= settr(495,0,350,204,204,"((faults==255))", 1, 2, 0); /* m: 9 -> 350,0 */
	reached3[9] = 1;
	trans[3][9]	= settr(499,0,350,205,205,".(goto)", 1, 2, 0); /* m: 12 -> 0,350 */
	reached3[12] = 1;
	trans[3][6]	= settr(496,2,7,2,0,"else", 1, 2, 0);
	trans[3][7]	= settr(497,0,350,206,206,"faults = (faults-1)", 1, 2, 0); /* m: 9 -> 0,350 */
	reached3[9] = 1;
	T = trans[ 3][27] = settr(517,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(517,2,15,0,0,"ATOMIC", 1, 2, 0);
	trans[3][15]	= settr(505,2,26,207,0,"(((down[m]&(1<<(4+j)))&&(taken[m]!=(1+j))))", 1, 2, 0);
	T = trans[ 3][26] = settr(516,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(516,0,24,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][24] = settr(514,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(514,2,16,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(514,2,17,0,0,"IF", 1, 2, 0);
	trans[3][16]	= settr(506,0,350,208,208,"down[m] = (down[m]&~((1<<(4+j))))", 1, 2, 0); /* m: 25 -> 0,350 */
	reached3[25] = 1;
	trans[3][25]	= settr(515,0,350,209,209,".(goto)", 1, 2, 0);
	trans[3][17]	= settr(507,2,23,210,0,"((faults>0))", 1, 2, 0);
	T = trans[ 3][23] = settr(513,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(513,0,21,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][21] = settr(511,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(511,2,18,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(511,2,19,0,0,"IF", 1, 2, 0);
	trans[3][18]	= settr(508,0,350,211,211,"((faults==255))", 1, 2, 0); /* m: 22 -> 350,0 */
	reached3[22] = 1;
	trans[3][22]	= settr(512,0,350,212,212,".(goto)", 1, 2, 0); /* m: 25 -> 0,350 */
	reached3[25] = 1;
	trans[3][19]	= settr(509,2,20,2,0,"else", 1, 2, 0);
	trans[3][20]	= settr(510,0,350,213,213,"faults = (faults-1)", 1, 2, 0); /* m: 22 -> 0,350 */
	reached3[22] = 1;
	T = trans[ 3][181] = settr(671,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(671,2,28,0,0,"ATOMIC", 1, 2, 0);
	trans[3][28]	= settr(518,2,39,214,0,"((((down[m]&(1<<(4+j)))&&(taken[m]==(1+j)))&&((phase[0]==0)||(phase[1]==0))))", 1, 2, 0);
	T = trans[ 3][39] = settr(529,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(529,0,37,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][37] = settr(527,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(527,2,29,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(527,2,30,0,0,"IF", 1, 2, 0);
	trans[3][29]	= settr(519,2,82,215,215,"down[m] = (down[m]&~((1<<(4+j))))", 1, 2, 0); /* m: 40 -> 0,82 */
	reached3[40] = 1;
	trans[3][38]	= settr(528,2,40,1,0,".(goto)", 1, 2, 0); /* m: 40 -> 0,82 */
	reached3[40] = 1;
	trans[3][30]	= settr(520,2,36,216,0,"((faults>0))", 1, 2, 0);
	T = trans[ 3][36] = settr(526,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(526,0,34,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][34] = settr(524,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(524,2,31,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(524,2,32,0,0,"IF", 1, 2, 0);
	trans[3][31]	= settr(521,2,82,217,217,"((faults==255))", 1, 2, 0); /* m: 40 -> 82,0 */
	reached3[40] = 1;
	trans[3][35]	= settr(525,2,40,1,0,".(goto)", 1, 2, 0); /* m: 40 -> 0,82 */
	reached3[40] = 1;
	trans[3][32]	= settr(522,2,33,2,0,"else", 1, 2, 0);
	trans[3][33]	= settr(523,2,82,218,218,"faults = (faults-1)", 1, 2, 0); /* m: 40 -> 0,82 */
	reached3[40] = 1;
	trans[3][40]	= settr(530,2,82,219,219,"taken[m] = 0", 1, 2, 0);
	T = trans[ 3][82] = settr(572,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(572,0,80,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][80] = settr(570,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(570,2,41,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(570,2,54,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(570,2,62,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(570,2,70,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(570,2,72,0,0,"IF", 1, 2, 0);
	trans[3][41]	= settr(531,2,52,220,0,"((ledger[j]==0))", 1, 2, 0);
	T = trans[3][52] = settr(542,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(542,2,42,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(542,2,50,0,0,"IF", 1, 2, 0);
	trans[3][42]	= settr(532,2,49,221,221,"(refusal[((m*1)+j)])", 1, 2, 0); /* m: 43 -> 49,0 */
	reached3[43] = 1;
	trans[3][43]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 3][49] = settr(539,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(539,0,47,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][47] = settr(537,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(537,2,44,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(537,2,45,0,0,"IF", 1, 2, 0);
	trans[3][44]	= settr(534,2,179,222,0,"((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))", 1, 2, 0);
	trans[3][48]	= settr(538,2,179,1,0,".(goto)", 1, 2, 0);
	trans[3][45]	= settr(535,2,46,2,0,"else", 1, 2, 0);
	trans[3][46]	= settr(536,2,179,223,223,"tell[((m*1)+j)] = (0+3)", 1, 2, 0);
	trans[3][53]	= settr(543,2,179,1,0,".(goto)", 1, 2, 0);
	trans[3][50]	= settr(540,2,51,2,0,"else", 1, 2, 0);
	trans[3][51]	= settr(541,2,179,224,224,"item[((m*1)+j)] = 1", 1, 2, 0);
	trans[3][81]	= settr(571,2,179,1,0,".(goto)", 1, 2, 0);
	trans[3][54]	= settr(544,2,61,225,225,"(((ledger[j]==1)&&(owner[j]!=2)))", 1, 2, 0); /* m: 55 -> 61,0 */
	reached3[55] = 1;
	trans[3][55]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 3",0,0,0);
	T = trans[ 3][61] = settr(551,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(551,0,59,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][59] = settr(549,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(549,2,56,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(549,2,57,0,0,"IF", 1, 2, 0);
	trans[3][56]	= settr(546,2,179,226,0,"((((tell[((m*1)+j)]==(0+1))||(tell[((m*1)+j)]==(3+1)))||(tell[((m*1)+j)]==(6+1))))", 1, 2, 0);
	trans[3][60]	= settr(550,2,179,1,0,".(goto)", 1, 2, 0);
	trans[3][57]	= settr(547,2,58,2,0,"else", 1, 2, 0);
	trans[3][58]	= settr(548,2,179,227,227,"tell[((m*1)+j)] = (0+1)", 1, 2, 0);
	trans[3][62]	= settr(552,2,69,228,228,"(((ledger[j]==1)&&!((owner[j]!=2))))", 1, 2, 0); /* m: 63 -> 69,0 */
	reached3[63] = 1;
	trans[3][63]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 3][69] = settr(559,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(559,0,67,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][67] = settr(557,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(557,2,64,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(557,2,65,0,0,"IF", 1, 2, 0);
	trans[3][64]	= settr(554,2,179,229,0,"((((tell[((m*1)+j)]==(0+2))||(tell[((m*1)+j)]==(3+2)))||(tell[((m*1)+j)]==(6+2))))", 1, 2, 0);
	trans[3][68]	= settr(558,2,179,1,0,".(goto)", 1, 2, 0);
	trans[3][65]	= settr(555,2,66,2,0,"else", 1, 2, 0);
	trans[3][66]	= settr(556,2,179,230,230,"tell[((m*1)+j)] = (0+2)", 1, 2, 0);
	trans[3][70]	= settr(560,2,179,231,231,"((ledger[j]==2))", 1, 2, 0); /* m: 71 -> 179,0 */
	reached3[71] = 1;
	trans[3][71]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 2",0,0,0);
	trans[3][72]	= settr(562,2,79,232,232,"((ledger[j]==3))", 1, 2, 0); /* m: 73 -> 79,0 */
	reached3[73] = 1;
	trans[3][73]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 3][79] = settr(569,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(569,0,77,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][77] = settr(567,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(567,2,74,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(567,2,75,0,0,"IF", 1, 2, 0);
	trans[3][74]	= settr(564,2,179,233,0,"((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))", 1, 2, 0);
	trans[3][78]	= settr(568,2,179,1,0,".(goto)", 1, 2, 0);
	trans[3][75]	= settr(565,2,76,2,0,"else", 1, 2, 0);
	trans[3][76]	= settr(566,2,179,234,234,"tell[((m*1)+j)] = (0+3)", 1, 2, 0);
	T = trans[3][179] = settr(669,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(669,2,83,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(669,2,99,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(669,2,162,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(669,2,178,0,0,"IF", 1, 2, 0);
	trans[3][83]	= settr(573,2,96,235,0,"((item[((m*1)+j)]==1))", 1, 2, 0);
	T = trans[ 3][96] = settr(586,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(586,0,84,0,0,"sub-sequence", 1, 2, 0);
	trans[3][84]	= settr(574,2,89,236,236,"i = 0", 1, 2, 0);
	trans[3][90]	= settr(580,2,89,1,0,".(goto)", 1, 2, 0);
	T = trans[3][89] = settr(579,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(579,2,85,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(579,2,87,0,0,"DO", 1, 2, 0);
	trans[3][85]	= settr(575,2,89,237,237,"((phase[i]!=0))", 1, 2, 0); /* m: 86 -> 89,0 */
	reached3[86] = 1;
	trans[3][86]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[3][87]	= settr(577,2,92,2,0,"else", 1, 2, 0);
	trans[3][88]	= settr(578,2,92,1,0,"goto :b8", 1, 2, 0); /* m: 92 -> 0,350 */
	reached3[92] = 1;
	trans[3][91]	= settr(581,2,92,1,0,"break", 1, 2, 0);
	trans[3][92]	= settr(582,0,350,238,238,"of_jid[i] = j", 1, 2, 0); /* m: 93 -> 0,350 */
	reached3[93] = 1;
	trans[3][93]	= settr(0,0,0,0,0,"of_master[i] = m",0,0,0);
	trans[3][94]	= settr(0,0,0,0,0,"via[i] = 1",0,0,0);
	trans[3][95]	= settr(0,0,0,0,0,"phase[i] = 1",0,0,0);
	trans[3][97]	= settr(0,0,0,0,0,"busy[m] = (1+i)",0,0,0);
	trans[3][98]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	trans[3][180]	= settr(670,0,350,239,239,".(goto)", 1, 2, 0);
	trans[3][99]	= settr(589,2,105,240,0,"(((item[((m*1)+j)]==1)&&(faults>0)))", 1, 2, 0);
	T = trans[ 3][105] = settr(595,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(595,0,103,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][103] = settr(593,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(593,2,100,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(593,2,101,0,0,"IF", 1, 2, 0);
	trans[3][100]	= settr(590,2,161,241,0,"((faults==255))", 1, 2, 0);
	trans[3][104]	= settr(594,2,161,1,0,".(goto)", 1, 2, 0);
	trans[3][101]	= settr(591,2,102,2,0,"else", 1, 2, 0);
	trans[3][102]	= settr(592,2,161,242,242,"faults = (faults-1)", 1, 2, 0);
	T = trans[ 3][161] = settr(651,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(651,0,159,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][159] = settr(649,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(649,2,106,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(649,2,149,0,0,"IF", 1, 2, 0);
	trans[3][106]	= settr(596,2,148,243,0,"((ledger[j]!=0))", 1, 2, 0);
	T = trans[ 3][148] = settr(638,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(638,0,146,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][146] = settr(636,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(636,2,107,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(636,2,120,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(636,2,128,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(636,2,136,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(636,2,138,0,0,"IF", 1, 2, 0);
	trans[3][107]	= settr(597,2,118,244,0,"((ledger[j]==0))", 1, 2, 0);
	T = trans[3][118] = settr(608,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(608,2,108,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(608,2,116,0,0,"IF", 1, 2, 0);
	trans[3][108]	= settr(598,2,115,245,245,"(refusal[((m*1)+j)])", 1, 2, 0); /* m: 109 -> 115,0 */
	reached3[109] = 1;
	trans[3][109]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 3][115] = settr(605,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(605,0,113,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][113] = settr(603,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(603,2,110,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(603,2,111,0,0,"IF", 1, 2, 0);
	trans[3][110]	= settr(600,0,350,246,246,"((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))", 1, 2, 0); /* m: 160 -> 350,0 */
	reached3[160] = 1;
	trans[3][114]	= settr(604,2,160,1,0,".(goto)", 1, 2, 0); /* m: 160 -> 0,350 */
	reached3[160] = 1;
	trans[3][111]	= settr(601,2,112,2,0,"else", 1, 2, 0);
	trans[3][112]	= settr(602,0,350,247,247,"tell[((m*1)+j)] = (0+3)", 1, 2, 0); /* m: 160 -> 0,350 */
	reached3[160] = 1;
	trans[3][119]	= settr(609,2,160,1,0,".(goto)", 1, 2, 0); /* m: 160 -> 0,350 */
	reached3[160] = 1;
	trans[3][116]	= settr(606,2,117,2,0,"else", 1, 2, 0);
	trans[3][117]	= settr(607,0,350,248,248,"item[((m*1)+j)] = 1", 1, 2, 0); /* m: 160 -> 0,350 */
	reached3[160] = 1;
	trans[3][147]	= settr(637,2,160,1,0,".(goto)", 1, 2, 0); /* m: 160 -> 0,350 */
	reached3[160] = 1;
	trans[3][120]	= settr(610,2,127,249,249,"(((ledger[j]==1)&&(owner[j]!=2)))", 1, 2, 0); /* m: 121 -> 127,0 */
	reached3[121] = 1;
	trans[3][121]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 3",0,0,0);
	T = trans[ 3][127] = settr(617,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(617,0,125,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][125] = settr(615,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(615,2,122,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(615,2,123,0,0,"IF", 1, 2, 0);
	trans[3][122]	= settr(612,0,350,250,250,"((((tell[((m*1)+j)]==(0+1))||(tell[((m*1)+j)]==(3+1)))||(tell[((m*1)+j)]==(6+1))))", 1, 2, 0); /* m: 160 -> 350,0 */
	reached3[160] = 1;
	trans[3][126]	= settr(616,2,160,1,0,".(goto)", 1, 2, 0); /* m: 160 -> 0,350 */
	reached3[160] = 1;
	trans[3][123]	= settr(613,2,124,2,0,"else", 1, 2, 0);
	trans[3][124]	= settr(614,0,350,251,251,"tell[((m*1)+j)] = (0+1)", 1, 2, 0); /* m: 160 -> 0,350 */
	reached3[160] = 1;
	trans[3][128]	= settr(618,2,135,252,252,"(((ledger[j]==1)&&!((owner[j]!=2))))", 1, 2, 0); /* m: 129 -> 135,0 */
	reached3[129] = 1;
	trans[3][129]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 3][135] = settr(625,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(625,0,133,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][133] = settr(623,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(623,2,130,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(623,2,131,0,0,"IF", 1, 2, 0);
	trans[3][130]	= settr(620,0,350,253,253,"((((tell[((m*1)+j)]==(0+2))||(tell[((m*1)+j)]==(3+2)))||(tell[((m*1)+j)]==(6+2))))", 1, 2, 0); /* m: 160 -> 350,0 */
	reached3[160] = 1;
	trans[3][134]	= settr(624,2,160,1,0,".(goto)", 1, 2, 0); /* m: 160 -> 0,350 */
	reached3[160] = 1;
	trans[3][131]	= settr(621,2,132,2,0,"else", 1, 2, 0);
	trans[3][132]	= settr(622,0,350,254,254,"tell[((m*1)+j)] = (0+2)", 1, 2, 0); /* m: 160 -> 0,350 */
	reached3[160] = 1;
	trans[3][136]	= settr(626,0,350,255,255,"((ledger[j]==2))", 1, 2, 0); /* m: 137 -> 350,0 */
	reached3[137] = 1;
	trans[3][137]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 2",0,0,0);
	trans[3][138]	= settr(628,2,145,256,256,"((ledger[j]==3))", 1, 2, 0); /* m: 139 -> 145,0 */
	reached3[139] = 1;
	trans[3][139]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 3][145] = settr(635,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(635,0,143,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][143] = settr(633,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(633,2,140,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(633,2,141,0,0,"IF", 1, 2, 0);
	trans[3][140]	= settr(630,0,350,257,257,"((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))", 1, 2, 0); /* m: 160 -> 350,0 */
	reached3[160] = 1;
	trans[3][144]	= settr(634,2,160,1,0,".(goto)", 1, 2, 0); /* m: 160 -> 0,350 */
	reached3[160] = 1;
	trans[3][141]	= settr(631,2,142,2,0,"else", 1, 2, 0);
	trans[3][142]	= settr(632,0,350,258,258,"tell[((m*1)+j)] = (0+3)", 1, 2, 0); /* m: 160 -> 0,350 */
	reached3[160] = 1;
	trans[3][160]	= settr(650,0,350,259,259,".(goto)", 1, 2, 0); /* m: 180 -> 0,350 */
	reached3[180] = 1;
	trans[3][149]	= settr(639,2,150,2,0,"else", 1, 2, 0);
	trans[3][150]	= settr(640,2,158,260,260,"assert(((ledger[j]==0)||(ledger[j]==3)))", 1, 2, 0); /* m: 151 -> 0,158 */
	reached3[151] = 1;
	trans[3][151]	= settr(0,0,0,0,0,"refusal[((m*1)+j)] = 1",0,0,0);
	trans[3][152]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 3][158] = settr(648,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(648,0,156,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][156] = settr(646,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(646,2,153,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(646,2,154,0,0,"IF", 1, 2, 0);
	trans[3][153]	= settr(643,0,350,261,261,"((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))", 1, 2, 0); /* m: 160 -> 350,0 */
	reached3[160] = 1;
	trans[3][157]	= settr(647,2,160,1,0,".(goto)", 1, 2, 0); /* m: 160 -> 0,350 */
	reached3[160] = 1;
	trans[3][154]	= settr(644,2,155,2,0,"else", 1, 2, 0);
	trans[3][155]	= settr(645,0,350,262,262,"tell[((m*1)+j)] = (0+3)", 1, 2, 0); /* m: 160 -> 0,350 */
	reached3[160] = 1;
	trans[3][162]	= settr(652,2,175,263,0,"((item[((m*1)+j)]==2))", 1, 2, 0);
	T = trans[ 3][175] = settr(665,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(665,0,163,0,0,"sub-sequence", 1, 2, 0);
	trans[3][163]	= settr(653,2,168,264,264,"i = 0", 1, 2, 0);
	trans[3][169]	= settr(659,2,168,1,0,".(goto)", 1, 2, 0);
	T = trans[3][168] = settr(658,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(658,2,164,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(658,2,166,0,0,"DO", 1, 2, 0);
	trans[3][164]	= settr(654,2,168,265,265,"((phase[i]!=0))", 1, 2, 0); /* m: 165 -> 168,0 */
	reached3[165] = 1;
	trans[3][165]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[3][166]	= settr(656,2,171,2,0,"else", 1, 2, 0);
	trans[3][167]	= settr(657,2,171,1,0,"goto :b9", 1, 2, 0); /* m: 171 -> 0,350 */
	reached3[171] = 1;
	trans[3][170]	= settr(660,2,171,1,0,"break", 1, 2, 0);
	trans[3][171]	= settr(661,0,350,266,266,"of_jid[i] = j", 1, 2, 0); /* m: 172 -> 0,350 */
	reached3[172] = 1;
	trans[3][172]	= settr(0,0,0,0,0,"of_master[i] = m",0,0,0);
	trans[3][173]	= settr(0,0,0,0,0,"via[i] = 1",0,0,0);
	trans[3][174]	= settr(0,0,0,0,0,"phase[i] = 1",0,0,0);
	trans[3][176]	= settr(0,0,0,0,0,"busy[m] = (1+i)",0,0,0);
	trans[3][177]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	trans[3][178]	= settr(668,2,180,2,0,"else", 1, 2, 0);
	T = trans[ 3][206] = settr(696,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(696,2,182,0,0,"ATOMIC", 1, 2, 0);
	trans[3][182]	= settr(672,2,193,267,0,"((down[m]&(1<<(6+j))))", 1, 2, 0);
	T = trans[ 3][193] = settr(683,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(683,0,191,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][191] = settr(681,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(681,2,183,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(681,2,184,0,0,"IF", 1, 2, 0);
	trans[3][183]	= settr(673,2,197,268,268,"down[m] = (down[m]&~((1<<(6+j))))", 1, 2, 0);
	trans[3][192]	= settr(682,2,197,1,0,".(goto)", 1, 2, 0);
	trans[3][184]	= settr(674,2,190,269,0,"((faults>0))", 1, 2, 0);
	T = trans[ 3][190] = settr(680,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(680,0,188,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][188] = settr(678,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(678,2,185,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(678,2,186,0,0,"IF", 1, 2, 0);
	trans[3][185]	= settr(675,2,197,270,0,"((faults==255))", 1, 2, 0);
	trans[3][189]	= settr(679,2,197,1,0,".(goto)", 1, 2, 0);
	trans[3][186]	= settr(676,2,187,2,0,"else", 1, 2, 0);
	trans[3][187]	= settr(677,2,197,271,271,"faults = (faults-1)", 1, 2, 0);
	T = trans[3][197] = settr(687,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(687,2,194,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(687,2,196,0,0,"IF", 1, 2, 0);
	trans[3][194]	= settr(684,2,204,272,272,"((taken[m]==(1+j)))", 1, 2, 0); /* m: 195 -> 204,0 */
	reached3[195] = 1;
	trans[3][195]	= settr(0,0,0,0,0,"taken[m] = 0",0,0,0);
	trans[3][198]	= settr(688,2,204,1,0,".(goto)", 1, 2, 0);
	trans[3][196]	= settr(686,2,204,2,0,"else", 1, 2, 0);
	T = trans[3][204] = settr(694,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(694,2,199,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(694,2,200,0,0,"IF", 1, 2, 0);
	trans[3][199]	= settr(689,0,350,273,273,"((busy[m]&&(of_jid[(busy[m]-1)]==j)))", 1, 2, 0); /* m: 205 -> 350,0 */
	reached3[205] = 1;
	trans[3][205]	= settr(695,0,350,274,274,".(goto)", 1, 2, 0);
	trans[3][200]	= settr(690,2,201,2,0,"else", 1, 2, 0);
	trans[3][201]	= settr(691,0,350,275,275,"item[((m*1)+j)] = 0", 1, 2, 0); /* m: 202 -> 0,350 */
	reached3[202] = 1;
	trans[3][202]	= settr(0,0,0,0,0,"tell[((m*1)+j)] = 0",0,0,0);
	trans[3][203]	= settr(0,0,0,0,0,"refusal[((m*1)+j)] = 0",0,0,0);
	T = trans[ 3][220] = settr(710,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(710,2,207,0,0,"ATOMIC", 1, 2, 0);
	trans[3][207]	= settr(697,2,219,276,276,"((((link[m]==3)&&(tell[((m*1)+j)]>0))&&(tell[((m*1)+j)]<=3)))", 1, 2, 0); /* m: 208 -> 219,0 */
	reached3[208] = 1;
	trans[3][208]	= settr(0,0,0,0,0,"tell[((m*1)+j)] = (tell[((m*1)+j)]+3)",0,0,0);
	T = trans[ 3][219] = settr(709,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(709,0,217,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][217] = settr(707,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(707,2,209,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(707,2,210,0,0,"IF", 1, 2, 0);
	trans[3][209]	= settr(699,0,350,277,277,"up[m] = (up[m]|(1<<(((3+(3*j))+(tell[((m*1)+j)]-3))-1)))", 1, 2, 0); /* m: 218 -> 0,350 */
	reached3[218] = 1;
	trans[3][218]	= settr(708,0,350,278,278,".(goto)", 1, 2, 0);
	trans[3][210]	= settr(700,2,216,279,0,"((faults>0))", 1, 2, 0);
	T = trans[ 3][216] = settr(706,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(706,0,214,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][214] = settr(704,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(704,2,211,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(704,2,212,0,0,"IF", 1, 2, 0);
	trans[3][211]	= settr(701,0,350,280,280,"((faults==255))", 1, 2, 0); /* m: 215 -> 350,0 */
	reached3[215] = 1;
	trans[3][215]	= settr(705,0,350,281,281,".(goto)", 1, 2, 0); /* m: 218 -> 0,350 */
	reached3[218] = 1;
	trans[3][212]	= settr(702,2,213,2,0,"else", 1, 2, 0);
	trans[3][213]	= settr(703,0,350,282,282,"faults = (faults-1)", 1, 2, 0); /* m: 215 -> 0,350 */
	reached3[215] = 1;
	T = trans[ 3][241] = settr(731,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(731,2,221,0,0,"ATOMIC", 1, 2, 0);
	trans[3][221]	= settr(711,2,240,283,0,"((down[m]&(1<<(((8+(3*j))+1)-1))))", 1, 2, 0);
	T = trans[ 3][240] = settr(730,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(730,0,232,0,0,"sub-sequence", 1, 2, 0);
	T = trans[ 3][232] = settr(722,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(722,0,230,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][230] = settr(720,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(720,2,222,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(720,2,223,0,0,"IF", 1, 2, 0);
	trans[3][222]	= settr(712,2,234,284,284,"down[m] = (down[m]&~((1<<(((8+(3*j))+1)-1))))", 1, 2, 0);
	trans[3][231]	= settr(721,2,234,1,0,".(goto)", 1, 2, 0);
	trans[3][223]	= settr(713,2,229,285,0,"((faults>0))", 1, 2, 0);
	T = trans[ 3][229] = settr(719,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(719,0,227,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][227] = settr(717,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(717,2,224,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(717,2,225,0,0,"IF", 1, 2, 0);
	trans[3][224]	= settr(714,2,234,286,0,"((faults==255))", 1, 2, 0);
	trans[3][228]	= settr(718,2,234,1,0,".(goto)", 1, 2, 0);
	trans[3][225]	= settr(715,2,226,2,0,"else", 1, 2, 0);
	trans[3][226]	= settr(716,2,234,287,287,"faults = (faults-1)", 1, 2, 0);
	T = trans[ 3][234] = settr(724,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(724,0,233,0,0,"sub-sequence", 1, 2, 0);
	trans[3][233]	= settr(723,2,238,288,0,"assert((!(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))||((1==1)&&(owed[((m*1)+j)]==2))))", 1, 2, 0);
	T = trans[3][238] = settr(728,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(728,2,235,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(728,2,237,0,0,"IF", 1, 2, 0);
	trans[3][235]	= settr(725,0,350,289,289,"(((tell[((m*1)+j)]==(0+1))||(tell[((m*1)+j)]==(3+1))))", 1, 2, 0); /* m: 236 -> 350,0 */
	reached3[236] = 1;
	trans[3][236]	= settr(0,0,0,0,0,"tell[((m*1)+j)] = (6+1)",0,0,0);
	trans[3][239]	= settr(729,0,350,290,290,".(goto)", 1, 2, 0);
	trans[3][237]	= settr(727,2,239,2,0,"else", 1, 2, 0);
	T = trans[ 3][262] = settr(752,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(752,2,242,0,0,"ATOMIC", 1, 2, 0);
	trans[3][242]	= settr(732,2,261,291,0,"((down[m]&(1<<(((8+(3*j))+2)-1))))", 1, 2, 0);
	T = trans[ 3][261] = settr(751,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(751,0,253,0,0,"sub-sequence", 1, 2, 0);
	T = trans[ 3][253] = settr(743,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(743,0,251,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][251] = settr(741,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(741,2,243,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(741,2,244,0,0,"IF", 1, 2, 0);
	trans[3][243]	= settr(733,2,255,292,292,"down[m] = (down[m]&~((1<<(((8+(3*j))+2)-1))))", 1, 2, 0);
	trans[3][252]	= settr(742,2,255,1,0,".(goto)", 1, 2, 0);
	trans[3][244]	= settr(734,2,250,293,0,"((faults>0))", 1, 2, 0);
	T = trans[ 3][250] = settr(740,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(740,0,248,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][248] = settr(738,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(738,2,245,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(738,2,246,0,0,"IF", 1, 2, 0);
	trans[3][245]	= settr(735,2,255,294,0,"((faults==255))", 1, 2, 0);
	trans[3][249]	= settr(739,2,255,1,0,".(goto)", 1, 2, 0);
	trans[3][246]	= settr(736,2,247,2,0,"else", 1, 2, 0);
	trans[3][247]	= settr(737,2,255,295,295,"faults = (faults-1)", 1, 2, 0);
	T = trans[ 3][255] = settr(745,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(745,0,254,0,0,"sub-sequence", 1, 2, 0);
	trans[3][254]	= settr(744,2,259,296,0,"assert((!(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))||((2==1)&&(owed[((m*1)+j)]==2))))", 1, 2, 0);
	T = trans[3][259] = settr(749,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(749,2,256,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(749,2,258,0,0,"IF", 1, 2, 0);
	trans[3][256]	= settr(746,0,350,297,297,"(((tell[((m*1)+j)]==(0+2))||(tell[((m*1)+j)]==(3+2))))", 1, 2, 0); /* m: 257 -> 350,0 */
	reached3[257] = 1;
	trans[3][257]	= settr(0,0,0,0,0,"tell[((m*1)+j)] = (6+2)",0,0,0);
	trans[3][260]	= settr(750,0,350,298,298,".(goto)", 1, 2, 0);
	trans[3][258]	= settr(748,2,260,2,0,"else", 1, 2, 0);
	T = trans[ 3][283] = settr(773,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(773,2,263,0,0,"ATOMIC", 1, 2, 0);
	trans[3][263]	= settr(753,2,282,299,0,"((down[m]&(1<<(((8+(3*j))+3)-1))))", 1, 2, 0);
	T = trans[ 3][282] = settr(772,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(772,0,274,0,0,"sub-sequence", 1, 2, 0);
	T = trans[ 3][274] = settr(764,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(764,0,272,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][272] = settr(762,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(762,2,264,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(762,2,265,0,0,"IF", 1, 2, 0);
	trans[3][264]	= settr(754,2,276,300,300,"down[m] = (down[m]&~((1<<(((8+(3*j))+3)-1))))", 1, 2, 0);
	trans[3][273]	= settr(763,2,276,1,0,".(goto)", 1, 2, 0);
	trans[3][265]	= settr(755,2,271,301,0,"((faults>0))", 1, 2, 0);
	T = trans[ 3][271] = settr(761,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(761,0,269,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][269] = settr(759,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(759,2,266,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(759,2,267,0,0,"IF", 1, 2, 0);
	trans[3][266]	= settr(756,2,276,302,0,"((faults==255))", 1, 2, 0);
	trans[3][270]	= settr(760,2,276,1,0,".(goto)", 1, 2, 0);
	trans[3][267]	= settr(757,2,268,2,0,"else", 1, 2, 0);
	trans[3][268]	= settr(758,2,276,303,303,"faults = (faults-1)", 1, 2, 0);
	T = trans[ 3][276] = settr(766,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(766,0,275,0,0,"sub-sequence", 1, 2, 0);
	trans[3][275]	= settr(765,2,280,304,0,"assert((!(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))||((3==1)&&(owed[((m*1)+j)]==2))))", 1, 2, 0);
	T = trans[3][280] = settr(770,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(770,2,277,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(770,2,279,0,0,"IF", 1, 2, 0);
	trans[3][277]	= settr(767,0,350,305,305,"(((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3))))", 1, 2, 0); /* m: 278 -> 350,0 */
	reached3[278] = 1;
	trans[3][278]	= settr(0,0,0,0,0,"tell[((m*1)+j)] = (6+3)",0,0,0);
	trans[3][281]	= settr(771,0,350,306,306,".(goto)", 1, 2, 0);
	trans[3][279]	= settr(769,2,281,2,0,"else", 1, 2, 0);
	T = trans[ 3][327] = settr(817,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(817,2,284,0,0,"ATOMIC", 1, 2, 0);
	trans[3][284]	= settr(774,2,326,307,0,"((((item[((m*1)+j)]==3)&&!((busy[m]&&(of_jid[(busy[m]-1)]==j))))&&!(((ledger[j]==1)&&(owner[j]!=2)))))", 1, 2, 0);
	T = trans[ 3][326] = settr(816,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(816,0,324,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][324] = settr(814,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(814,2,285,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(814,2,298,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(814,2,306,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(814,2,314,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(814,2,316,0,0,"IF", 1, 2, 0);
	trans[3][285]	= settr(775,2,296,308,0,"((ledger[j]==0))", 1, 2, 0);
	T = trans[3][296] = settr(786,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(786,2,286,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(786,2,294,0,0,"IF", 1, 2, 0);
	trans[3][286]	= settr(776,2,293,309,309,"(refusal[((m*1)+j)])", 1, 2, 0); /* m: 287 -> 293,0 */
	reached3[287] = 1;
	trans[3][287]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 3][293] = settr(783,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(783,0,291,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][291] = settr(781,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(781,2,288,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(781,2,289,0,0,"IF", 1, 2, 0);
	trans[3][288]	= settr(778,0,350,310,310,"((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))", 1, 2, 0); /* m: 297 -> 350,0 */
	reached3[297] = 1;
	trans[3][292]	= settr(782,2,297,1,0,".(goto)", 1, 2, 0); /* m: 297 -> 0,350 */
	reached3[297] = 1;
	trans[3][289]	= settr(779,2,290,2,0,"else", 1, 2, 0);
	trans[3][290]	= settr(780,0,350,311,311,"tell[((m*1)+j)] = (0+3)", 1, 2, 0); /* m: 297 -> 0,350 */
	reached3[297] = 1;
	trans[3][297]	= settr(787,0,350,312,312,".(goto)", 1, 2, 0); /* m: 325 -> 0,350 */
	reached3[325] = 1;
	trans[3][294]	= settr(784,2,295,2,0,"else", 1, 2, 0);
	trans[3][295]	= settr(785,0,350,313,313,"item[((m*1)+j)] = 1", 1, 2, 0); /* m: 297 -> 0,350 */
	reached3[297] = 1;
	trans[3][325]	= settr(815,0,350,314,314,".(goto)", 1, 2, 0);
	trans[3][298]	= settr(788,2,305,315,315,"(((ledger[j]==1)&&(owner[j]!=2)))", 1, 2, 0); /* m: 299 -> 305,0 */
	reached3[299] = 1;
	trans[3][299]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 3",0,0,0);
	T = trans[ 3][305] = settr(795,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(795,0,303,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][303] = settr(793,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(793,2,300,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(793,2,301,0,0,"IF", 1, 2, 0);
	trans[3][300]	= settr(790,0,350,316,316,"((((tell[((m*1)+j)]==(0+1))||(tell[((m*1)+j)]==(3+1)))||(tell[((m*1)+j)]==(6+1))))", 1, 2, 0); /* m: 304 -> 350,0 */
	reached3[304] = 1;
	trans[3][304]	= settr(794,0,350,317,317,".(goto)", 1, 2, 0); /* m: 325 -> 0,350 */
	reached3[325] = 1;
	trans[3][301]	= settr(791,2,302,2,0,"else", 1, 2, 0);
	trans[3][302]	= settr(792,0,350,318,318,"tell[((m*1)+j)] = (0+1)", 1, 2, 0); /* m: 304 -> 0,350 */
	reached3[304] = 1;
	trans[3][306]	= settr(796,2,313,319,319,"(((ledger[j]==1)&&!((owner[j]!=2))))", 1, 2, 0); /* m: 307 -> 313,0 */
	reached3[307] = 1;
	trans[3][307]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 3][313] = settr(803,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(803,0,311,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][311] = settr(801,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(801,2,308,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(801,2,309,0,0,"IF", 1, 2, 0);
	trans[3][308]	= settr(798,0,350,320,320,"((((tell[((m*1)+j)]==(0+2))||(tell[((m*1)+j)]==(3+2)))||(tell[((m*1)+j)]==(6+2))))", 1, 2, 0); /* m: 312 -> 350,0 */
	reached3[312] = 1;
	trans[3][312]	= settr(802,0,350,321,321,".(goto)", 1, 2, 0); /* m: 325 -> 0,350 */
	reached3[325] = 1;
	trans[3][309]	= settr(799,2,310,2,0,"else", 1, 2, 0);
	trans[3][310]	= settr(800,0,350,322,322,"tell[((m*1)+j)] = (0+2)", 1, 2, 0); /* m: 312 -> 0,350 */
	reached3[312] = 1;
	trans[3][314]	= settr(804,0,350,323,323,"((ledger[j]==2))", 1, 2, 0); /* m: 315 -> 350,0 */
	reached3[315] = 1;
	trans[3][315]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 2",0,0,0);
	trans[3][316]	= settr(806,2,323,324,324,"((ledger[j]==3))", 1, 2, 0); /* m: 317 -> 323,0 */
	reached3[317] = 1;
	trans[3][317]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 3][323] = settr(813,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(813,0,321,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][321] = settr(811,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(811,2,318,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(811,2,319,0,0,"IF", 1, 2, 0);
	trans[3][318]	= settr(808,0,350,325,325,"((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))", 1, 2, 0); /* m: 322 -> 350,0 */
	reached3[322] = 1;
	trans[3][322]	= settr(812,0,350,326,326,".(goto)", 1, 2, 0); /* m: 325 -> 0,350 */
	reached3[325] = 1;
	trans[3][319]	= settr(809,2,320,2,0,"else", 1, 2, 0);
	trans[3][320]	= settr(810,0,350,327,327,"tell[((m*1)+j)] = (0+3)", 1, 2, 0); /* m: 322 -> 0,350 */
	reached3[322] = 1;
	T = trans[ 3][330] = settr(820,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(820,2,328,0,0,"ATOMIC", 1, 2, 0);
	trans[3][328]	= settr(818,0,350,328,328,"(((link[m]==3)&&(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2))&&((item[((m*1)+j)]==0)||((item[((m*1)+j)]==4)&&(tell[((m*1)+j)]>6))))))", 1, 2, 0); /* m: 329 -> 350,0 */
	reached3[329] = 1;
	trans[3][329]	= settr(0,0,0,0,0,"link[m] = 1",0,0,0);
	T = trans[ 3][349] = settr(839,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(839,2,331,0,0,"ATOMIC", 1, 2, 0);
	trans[3][331]	= settr(821,2,347,329,0,"((((((((((taken[m]==(1+j))&&!((up[m]&(1<<(1+j)))))&&!((down[m]&(1<<(4+j)))))&&!((down[m]&(1<<(6+j)))))||((((tell[((m*1)+j)]==(3+1))&&!((up[m]&(1<<(((3+(3*j))+1)-1)))))&&(work[m]!=(((1+(3*j))+1)-1)))&&!((down[m]&(1<<(((8+(3*j))+1)-1))))))||((((tell[((m*1)+j)]==(3+2))&&!((up[m]&(1<<(((3+(3*j))+2)-1)))))&&(work[m]!=(((1+(3*j))+2)-1)))&&!((down[m]&(1<<(((8+(3*j))+2)-1))))))||((((tell[((m*1)+j)]==(3+3))&&!((up[m]&(1<<(((3+(3*j))+3)-1)))))&&(work[m]!=(((1+(3*j))+3)-1)))&&!((down[m]&(1<<(((8+(3*j))+3)-1))))))&&!((down[m]&(1<<14))))&&(link[m]!=0)))", 1, 2, 0);
	T = trans[ 3][347] = settr(837,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(837,0,332,0,0,"sub-sequence", 1, 2, 0);
	trans[3][332]	= settr(822,2,343,330,330,"taken[m] = 0", 1, 2, 0); /* m: 333 -> 0,343 */
	reached3[333] = 1;
	trans[3][333]	= settr(0,0,0,0,0,"i = (m*1)",0,0,0);
	trans[3][344]	= settr(834,2,343,1,0,".(goto)", 1, 2, 0);
	T = trans[3][343] = settr(833,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(833,2,334,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(833,2,341,0,0,"DO", 1, 2, 0);
	trans[3][334]	= settr(824,2,338,331,0,"((i<=(((m*1)+1)-1)))", 1, 2, 0);
	T = trans[3][338] = settr(828,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(828,2,335,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(828,2,337,0,0,"IF", 1, 2, 0);
	trans[3][335]	= settr(825,2,343,332,332,"(((tell[i]>3)&&(tell[i]<=6)))", 1, 2, 0); /* m: 336 -> 343,0 */
	reached3[336] = 1;
	trans[3][336]	= settr(0,0,0,0,0,"tell[i] = (tell[i]-3)",0,0,0);
	trans[3][339]	= settr(829,2,340,1,0,".(goto)", 1, 2, 0); /* m: 340 -> 0,343 */
	reached3[340] = 1;
	trans[3][337]	= settr(827,2,340,2,0,"else", 1, 2, 0);
	trans[3][340]	= settr(830,2,343,333,333,"i = (i+1)", 1, 2, 0);
	trans[3][341]	= settr(831,2,346,2,0,"else", 1, 2, 0);
	trans[3][342]	= settr(832,2,346,1,0,"goto :b10", 1, 2, 0); /* m: 346 -> 0,350 */
	reached3[346] = 1;
	trans[3][345]	= settr(835,2,346,1,0,"break", 1, 2, 0);
	trans[3][346]	= settr(836,0,350,334,334,"i = 0", 1, 2, 0); /* m: 348 -> 0,350 */
	reached3[348] = 1;
	trans[3][348]	= settr(0,0,0,0,0,"link[m] = 1",0,0,0);
	trans[3][352]	= settr(842,0,353,1,0,"break", 0, 2, 0);
	trans[3][353]	= settr(843,0,0,335,335,"-end-", 0, 3500, 0);

	/* proctype 2: Drain */

	trans[2] = (Trans **) emalloc(197*sizeof(Trans *));

	trans[2][194]	= settr(488,0,193,1,0,".(goto)", 0, 2, 0);
	T = trans[2][193] = settr(487,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(487,0,4,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(487,0,18,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(487,0,118,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(487,0,148,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(487,0,173,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(487,0,192,0,0,"DO", 0, 2, 0);
	T = trans[ 2][4] = settr(298,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(298,2,1,0,0,"ATOMIC", 1, 2, 0);
	trans[2][1]	= settr(295,0,193,336,336,"((link[m]==0))", 1, 2, 0); /* m: 2 -> 193,0 */
	reached2[2] = 1;
	trans[2][2]	= settr(0,0,0,0,0,"session[m] = 1",0,0,0);
	trans[2][3]	= settr(0,0,0,0,0,"link[m] = 1",0,0,0);
	T = trans[ 2][18] = settr(312,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(312,2,5,0,0,"ATOMIC", 1, 2, 0);
	trans[2][5]	= settr(299,2,17,337,337,"((link[m]==1))", 1, 2, 0); /* m: 6 -> 17,0 */
	reached2[6] = 1;
	trans[2][6]	= settr(0,0,0,0,0,"link[m] = 2",0,0,0);
	T = trans[ 2][17] = settr(311,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(311,0,15,0,0,"sub-sequence", 1, 2, 0);
	T = trans[2][15] = settr(309,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(309,2,7,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(309,2,8,0,0,"IF", 1, 2, 0);
	trans[2][7]	= settr(301,0,193,338,338,"up[m] = (up[m]|(1<<0))", 1, 2, 0); /* m: 16 -> 0,193 */
	reached2[16] = 1;
	trans[2][16]	= settr(310,0,193,339,339,".(goto)", 1, 2, 0);
	trans[2][8]	= settr(302,2,14,340,0,"((faults>0))", 1, 2, 0);
	T = trans[ 2][14] = settr(308,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(308,0,12,0,0,"sub-sequence", 1, 2, 0);
	T = trans[2][12] = settr(306,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(306,2,9,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(306,2,10,0,0,"IF", 1, 2, 0);
	trans[2][9]	= settr(303,0,193,341,341,"((faults==255))", 1, 2, 0); /* m: 13 -> 193,0 */
	reached2[13] = 1;
	trans[2][13]	= settr(307,0,193,342,342,".(goto)", 1, 2, 0); /* m: 16 -> 0,193 */
	reached2[16] = 1;
	trans[2][10]	= settr(304,2,11,2,0,"else", 1, 2, 0);
	trans[2][11]	= settr(305,0,193,343,343,"faults = (faults-1)", 1, 2, 0); /* m: 13 -> 0,193 */
	reached2[13] = 1;
	T = trans[ 2][118] = settr(412,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(412,2,19,0,0,"ATOMIC", 1, 2, 0);
	trans[2][19]	= settr(313,2,28,344,0,"((down[m]&15))", 1, 2, 0);
	T = trans[2][28] = settr(322,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(322,2,20,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(322,2,22,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(322,2,24,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(322,2,26,0,0,"IF", 1, 2, 0);
	trans[2][20]	= settr(314,2,40,345,345,"((down[m]&(1<<0)))", 1, 2, 0); /* m: 21 -> 40,0 */
	reached2[21] = 1;
	trans[2][21]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	trans[2][29]	= settr(323,2,40,1,0,".(goto)", 1, 2, 0);
	trans[2][22]	= settr(316,2,40,346,346,"((down[m]&(1<<1)))", 1, 2, 0); /* m: 23 -> 40,0 */
	reached2[23] = 1;
	trans[2][23]	= settr(0,0,0,0,0,"i = 1",0,0,0);
	trans[2][24]	= settr(318,2,40,347,347,"((down[m]&(1<<2)))", 1, 2, 0); /* m: 25 -> 40,0 */
	reached2[25] = 1;
	trans[2][25]	= settr(0,0,0,0,0,"i = 2",0,0,0);
	trans[2][26]	= settr(320,2,40,348,348,"((down[m]&(1<<3)))", 1, 2, 0); /* m: 27 -> 40,0 */
	reached2[27] = 1;
	trans[2][27]	= settr(0,0,0,0,0,"i = 3",0,0,0);
	T = trans[ 2][40] = settr(334,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(334,0,38,0,0,"sub-sequence", 1, 2, 0);
	T = trans[2][38] = settr(332,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(332,2,30,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(332,2,31,0,0,"IF", 1, 2, 0);
	trans[2][30]	= settr(324,2,114,349,349,"down[m] = (down[m]&~((1<<i)))", 1, 2, 0);
	trans[2][39]	= settr(333,2,114,1,0,".(goto)", 1, 2, 0);
	trans[2][31]	= settr(325,2,37,350,0,"((faults>0))", 1, 2, 0);
	T = trans[ 2][37] = settr(331,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(331,0,35,0,0,"sub-sequence", 1, 2, 0);
	T = trans[2][35] = settr(329,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(329,2,32,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(329,2,33,0,0,"IF", 1, 2, 0);
	trans[2][32]	= settr(326,2,114,351,0,"((faults==255))", 1, 2, 0);
	trans[2][36]	= settr(330,2,114,1,0,".(goto)", 1, 2, 0);
	trans[2][33]	= settr(327,2,34,2,0,"else", 1, 2, 0);
	trans[2][34]	= settr(328,2,114,352,352,"faults = (faults-1)", 1, 2, 0);
	T = trans[2][114] = settr(408,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(408,2,41,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(408,2,113,0,0,"IF", 1, 2, 0);
	trans[2][41]	= settr(335,2,110,353,353,"((link[m]==2))", 1, 2, 0); /* m: 42 -> 110,0 */
	reached2[42] = 1;
	trans[2][42]	= settr(0,0,0,0,0,"link[m] = 3",0,0,0);
	trans[2][43]	= settr(0,0,0,0,0,"j = 0",0,0,0);
	trans[2][111]	= settr(405,2,110,1,0,".(goto)", 1, 2, 0);
	T = trans[2][110] = settr(404,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(404,2,44,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(404,2,108,0,0,"DO", 1, 2, 0);
	trans[2][44]	= settr(338,2,105,354,0,"((j<=(1-1)))", 1, 2, 0);
	T = trans[2][105] = settr(399,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(399,2,45,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(399,2,97,0,0,"IF", 1, 2, 0);
	trans[2][45]	= settr(339,2,49,355,0,"((i&(1<<j)))", 1, 2, 0);
	T = trans[2][49] = settr(343,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(343,2,46,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(343,2,48,0,0,"IF", 1, 2, 0);
	trans[2][46]	= settr(340,2,95,356,356,"((tell[((m*1)+j)]>6))", 1, 2, 0); /* m: 47 -> 95,0 */
	reached2[47] = 1;
	trans[2][47]	= settr(0,0,0,0,0,"tell[((m*1)+j)] = 0",0,0,0);
	trans[2][50]	= settr(344,2,95,1,0,".(goto)", 1, 2, 0);
	trans[2][48]	= settr(342,2,95,2,0,"else", 1, 2, 0);
	T = trans[2][95] = settr(389,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(389,2,51,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(389,2,52,0,0,"IF", 1, 2, 0);
	trans[2][51]	= settr(345,2,110,357,357,"((busy[m]&&(of_jid[(busy[m]-1)]==j)))", 1, 2, 0); /* m: 107 -> 110,0 */
	reached2[107] = 1;
	trans[2][96]	= settr(390,2,107,1,0,".(goto)", 1, 2, 0); /* m: 107 -> 0,110 */
	reached2[107] = 1;
	trans[2][52]	= settr(346,2,94,2,0,"else", 1, 2, 0);
	T = trans[ 2][94] = settr(388,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(388,0,92,0,0,"sub-sequence", 1, 2, 0);
	T = trans[2][92] = settr(386,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(386,2,53,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(386,2,66,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(386,2,74,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(386,2,82,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(386,2,84,0,0,"IF", 1, 2, 0);
	trans[2][53]	= settr(347,2,64,358,0,"((ledger[j]==0))", 1, 2, 0);
	T = trans[2][64] = settr(358,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(358,2,54,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(358,2,62,0,0,"IF", 1, 2, 0);
	trans[2][54]	= settr(348,2,61,359,359,"(refusal[((m*1)+j)])", 1, 2, 0); /* m: 55 -> 61,0 */
	reached2[55] = 1;
	trans[2][55]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 2][61] = settr(355,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(355,0,59,0,0,"sub-sequence", 1, 2, 0);
	T = trans[2][59] = settr(353,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(353,2,56,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(353,2,57,0,0,"IF", 1, 2, 0);
	trans[2][56]	= settr(350,2,110,360,360,"((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))", 1, 2, 0); /* m: 107 -> 110,0 */
	reached2[107] = 1;
	trans[2][60]	= settr(354,2,107,1,0,".(goto)", 1, 2, 0); /* m: 107 -> 0,110 */
	reached2[107] = 1;
	trans[2][57]	= settr(351,2,58,2,0,"else", 1, 2, 0);
	trans[2][58]	= settr(352,2,110,361,361,"tell[((m*1)+j)] = (0+3)", 1, 2, 0); /* m: 107 -> 0,110 */
	reached2[107] = 1;
	trans[2][65]	= settr(359,2,107,1,0,".(goto)", 1, 2, 0); /* m: 107 -> 0,110 */
	reached2[107] = 1;
	trans[2][62]	= settr(356,2,63,2,0,"else", 1, 2, 0);
	trans[2][63]	= settr(357,2,110,362,362,"item[((m*1)+j)] = 1", 1, 2, 0); /* m: 107 -> 0,110 */
	reached2[107] = 1;
	trans[2][93]	= settr(387,2,107,1,0,".(goto)", 1, 2, 0); /* m: 107 -> 0,110 */
	reached2[107] = 1;
	trans[2][66]	= settr(360,2,73,363,363,"(((ledger[j]==1)&&(owner[j]!=2)))", 1, 2, 0); /* m: 67 -> 73,0 */
	reached2[67] = 1;
	trans[2][67]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 3",0,0,0);
	T = trans[ 2][73] = settr(367,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(367,0,71,0,0,"sub-sequence", 1, 2, 0);
	T = trans[2][71] = settr(365,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(365,2,68,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(365,2,69,0,0,"IF", 1, 2, 0);
	trans[2][68]	= settr(362,2,110,364,364,"((((tell[((m*1)+j)]==(0+1))||(tell[((m*1)+j)]==(3+1)))||(tell[((m*1)+j)]==(6+1))))", 1, 2, 0); /* m: 107 -> 110,0 */
	reached2[107] = 1;
	trans[2][72]	= settr(366,2,107,1,0,".(goto)", 1, 2, 0); /* m: 107 -> 0,110 */
	reached2[107] = 1;
	trans[2][69]	= settr(363,2,70,2,0,"else", 1, 2, 0);
	trans[2][70]	= settr(364,2,110,365,365,"tell[((m*1)+j)] = (0+1)", 1, 2, 0); /* m: 107 -> 0,110 */
	reached2[107] = 1;
	trans[2][74]	= settr(368,2,81,366,366,"(((ledger[j]==1)&&!((owner[j]!=2))))", 1, 2, 0); /* m: 75 -> 81,0 */
	reached2[75] = 1;
	trans[2][75]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 2][81] = settr(375,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(375,0,79,0,0,"sub-sequence", 1, 2, 0);
	T = trans[2][79] = settr(373,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(373,2,76,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(373,2,77,0,0,"IF", 1, 2, 0);
	trans[2][76]	= settr(370,2,110,367,367,"((((tell[((m*1)+j)]==(0+2))||(tell[((m*1)+j)]==(3+2)))||(tell[((m*1)+j)]==(6+2))))", 1, 2, 0); /* m: 107 -> 110,0 */
	reached2[107] = 1;
	trans[2][80]	= settr(374,2,107,1,0,".(goto)", 1, 2, 0); /* m: 107 -> 0,110 */
	reached2[107] = 1;
	trans[2][77]	= settr(371,2,78,2,0,"else", 1, 2, 0);
	trans[2][78]	= settr(372,2,110,368,368,"tell[((m*1)+j)] = (0+2)", 1, 2, 0); /* m: 107 -> 0,110 */
	reached2[107] = 1;
	trans[2][82]	= settr(376,2,110,369,369,"((ledger[j]==2))", 1, 2, 0); /* m: 83 -> 110,0 */
	reached2[83] = 1;
	trans[2][83]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 2",0,0,0);
	trans[2][84]	= settr(378,2,91,370,370,"((ledger[j]==3))", 1, 2, 0); /* m: 85 -> 91,0 */
	reached2[85] = 1;
	trans[2][85]	= settr(0,0,0,0,0,"item[((m*1)+j)] = 4",0,0,0);
	T = trans[ 2][91] = settr(385,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(385,0,89,0,0,"sub-sequence", 1, 2, 0);
	T = trans[2][89] = settr(383,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(383,2,86,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(383,2,87,0,0,"IF", 1, 2, 0);
	trans[2][86]	= settr(380,2,110,371,371,"((((tell[((m*1)+j)]==(0+3))||(tell[((m*1)+j)]==(3+3)))||(tell[((m*1)+j)]==(6+3))))", 1, 2, 0); /* m: 107 -> 110,0 */
	reached2[107] = 1;
	trans[2][90]	= settr(384,2,107,1,0,".(goto)", 1, 2, 0); /* m: 107 -> 0,110 */
	reached2[107] = 1;
	trans[2][87]	= settr(381,2,88,2,0,"else", 1, 2, 0);
	trans[2][88]	= settr(382,2,110,372,372,"tell[((m*1)+j)] = (0+3)", 1, 2, 0); /* m: 107 -> 0,110 */
	reached2[107] = 1;
	trans[2][106]	= settr(400,2,107,1,0,".(goto)", 1, 2, 0); /* m: 107 -> 0,110 */
	reached2[107] = 1;
	trans[2][97]	= settr(391,2,103,2,0,"else", 1, 2, 0);
	T = trans[2][103] = settr(397,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(397,2,98,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(397,2,99,0,0,"IF", 1, 2, 0);
	trans[2][98]	= settr(392,2,110,373,373,"((busy[m]&&(of_jid[(busy[m]-1)]==j)))", 1, 2, 0); /* m: 107 -> 110,0 */
	reached2[107] = 1;
	trans[2][104]	= settr(398,2,107,1,0,".(goto)", 1, 2, 0); /* m: 107 -> 0,110 */
	reached2[107] = 1;
	trans[2][99]	= settr(393,2,100,2,0,"else", 1, 2, 0);
	trans[2][100]	= settr(394,2,110,374,374,"item[((m*1)+j)] = 0", 1, 2, 0); /* m: 101 -> 0,110 */
	reached2[101] = 1;
	trans[2][101]	= settr(0,0,0,0,0,"tell[((m*1)+j)] = 0",0,0,0);
	trans[2][102]	= settr(0,0,0,0,0,"refusal[((m*1)+j)] = 0",0,0,0);
	trans[2][107]	= settr(401,2,110,375,375,"j = (j+1)", 1, 2, 0);
	trans[2][108]	= settr(402,2,116,2,0,"else", 1, 2, 0);
	trans[2][109]	= settr(403,2,116,1,0,"goto :b3", 1, 2, 0); /* m: 116 -> 0,193 */
	reached2[116] = 1;
	trans[2][112]	= settr(406,2,116,1,0,"break", 1, 2, 0);
	trans[2][115]	= settr(409,2,116,1,0,".(goto)", 1, 2, 0); /* m: 116 -> 0,193 */
	reached2[116] = 1;
	trans[2][113]	= settr(407,2,116,2,0,"else", 1, 2, 0);
	trans[2][116]	= settr(410,0,193,376,376,"i = 0", 1, 2, 0); /* m: 117 -> 0,193 */
	reached2[117] = 1;
	trans[2][117]	= settr(0,0,0,0,0,"j = 0",0,0,0);
	T = trans[ 2][148] = settr(442,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(442,2,119,0,0,"ATOMIC", 1, 2, 0);
	trans[2][119]	= settr(413,2,130,377,0,"((down[m]&(1<<14)))", 1, 2, 0);
	T = trans[ 2][130] = settr(424,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(424,0,128,0,0,"sub-sequence", 1, 2, 0);
	T = trans[2][128] = settr(422,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(422,2,120,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(422,2,121,0,0,"IF", 1, 2, 0);
	trans[2][120]	= settr(414,2,146,378,378,"down[m] = (down[m]&~((1<<14)))", 1, 2, 0);
	trans[2][129]	= settr(423,2,146,1,0,".(goto)", 1, 2, 0);
	trans[2][121]	= settr(415,2,127,379,0,"((faults>0))", 1, 2, 0);
	T = trans[ 2][127] = settr(421,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(421,0,125,0,0,"sub-sequence", 1, 2, 0);
	T = trans[2][125] = settr(419,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(419,2,122,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(419,2,123,0,0,"IF", 1, 2, 0);
	trans[2][122]	= settr(416,2,146,380,0,"((faults==255))", 1, 2, 0);
	trans[2][126]	= settr(420,2,146,1,0,".(goto)", 1, 2, 0);
	trans[2][123]	= settr(417,2,124,2,0,"else", 1, 2, 0);
	trans[2][124]	= settr(418,2,146,381,381,"faults = (faults-1)", 1, 2, 0);
	T = trans[ 2][146] = settr(440,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(440,0,131,0,0,"sub-sequence", 1, 2, 0);
	trans[2][131]	= settr(425,2,142,382,382,"taken[m] = 0", 1, 2, 0); /* m: 132 -> 0,142 */
	reached2[132] = 1;
	trans[2][132]	= settr(0,0,0,0,0,"i = (m*1)",0,0,0);
	trans[2][143]	= settr(437,2,142,1,0,".(goto)", 1, 2, 0);
	T = trans[2][142] = settr(436,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(436,2,133,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(436,2,140,0,0,"DO", 1, 2, 0);
	trans[2][133]	= settr(427,2,137,383,0,"((i<=(((m*1)+1)-1)))", 1, 2, 0);
	T = trans[2][137] = settr(431,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(431,2,134,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(431,2,136,0,0,"IF", 1, 2, 0);
	trans[2][134]	= settr(428,2,142,384,384,"(((tell[i]>3)&&(tell[i]<=6)))", 1, 2, 0); /* m: 135 -> 142,0 */
	reached2[135] = 1;
	trans[2][135]	= settr(0,0,0,0,0,"tell[i] = (tell[i]-3)",0,0,0);
	trans[2][138]	= settr(432,2,139,1,0,".(goto)", 1, 2, 0); /* m: 139 -> 0,142 */
	reached2[139] = 1;
	trans[2][136]	= settr(430,2,139,2,0,"else", 1, 2, 0);
	trans[2][139]	= settr(433,2,142,385,385,"i = (i+1)", 1, 2, 0);
	trans[2][140]	= settr(434,2,145,2,0,"else", 1, 2, 0);
	trans[2][141]	= settr(435,2,145,1,0,"goto :b4", 1, 2, 0); /* m: 145 -> 0,193 */
	reached2[145] = 1;
	trans[2][144]	= settr(438,2,145,1,0,"break", 1, 2, 0);
	trans[2][145]	= settr(439,0,193,386,386,"i = 0", 1, 2, 0); /* m: 147 -> 0,193 */
	reached2[147] = 1;
	trans[2][147]	= settr(0,0,0,0,0,"link[m] = 0",0,0,0);
	T = trans[ 2][173] = settr(467,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(467,2,149,0,0,"ATOMIC", 1, 2, 0);
	trans[2][149]	= settr(443,2,155,387,0,"(((faults>0)&&(link[m]>=2)))", 1, 2, 0);
	T = trans[ 2][155] = settr(449,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(449,0,153,0,0,"sub-sequence", 1, 2, 0);
	T = trans[2][153] = settr(447,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(447,2,150,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(447,2,151,0,0,"IF", 1, 2, 0);
	trans[2][150]	= settr(444,2,171,388,0,"((faults==255))", 1, 2, 0);
	trans[2][154]	= settr(448,2,171,1,0,".(goto)", 1, 2, 0);
	trans[2][151]	= settr(445,2,152,2,0,"else", 1, 2, 0);
	trans[2][152]	= settr(446,2,171,389,389,"faults = (faults-1)", 1, 2, 0);
	T = trans[ 2][171] = settr(465,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(465,0,156,0,0,"sub-sequence", 1, 2, 0);
	trans[2][156]	= settr(450,2,167,390,390,"taken[m] = 0", 1, 2, 0); /* m: 157 -> 0,167 */
	reached2[157] = 1;
	trans[2][157]	= settr(0,0,0,0,0,"i = (m*1)",0,0,0);
	trans[2][168]	= settr(462,2,167,1,0,".(goto)", 1, 2, 0);
	T = trans[2][167] = settr(461,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(461,2,158,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(461,2,165,0,0,"DO", 1, 2, 0);
	trans[2][158]	= settr(452,2,162,391,0,"((i<=(((m*1)+1)-1)))", 1, 2, 0);
	T = trans[2][162] = settr(456,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(456,2,159,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(456,2,161,0,0,"IF", 1, 2, 0);
	trans[2][159]	= settr(453,2,167,392,392,"(((tell[i]>3)&&(tell[i]<=6)))", 1, 2, 0); /* m: 160 -> 167,0 */
	reached2[160] = 1;
	trans[2][160]	= settr(0,0,0,0,0,"tell[i] = (tell[i]-3)",0,0,0);
	trans[2][163]	= settr(457,2,164,1,0,".(goto)", 1, 2, 0); /* m: 164 -> 0,167 */
	reached2[164] = 1;
	trans[2][161]	= settr(455,2,164,2,0,"else", 1, 2, 0);
	trans[2][164]	= settr(458,2,167,393,393,"i = (i+1)", 1, 2, 0);
	trans[2][165]	= settr(459,2,170,2,0,"else", 1, 2, 0);
	trans[2][166]	= settr(460,2,170,1,0,"goto :b5", 1, 2, 0); /* m: 170 -> 0,193 */
	reached2[170] = 1;
	trans[2][169]	= settr(463,2,170,1,0,"break", 1, 2, 0);
	trans[2][170]	= settr(464,0,193,394,394,"i = 0", 1, 2, 0); /* m: 172 -> 0,193 */
	reached2[172] = 1;
	trans[2][172]	= settr(0,0,0,0,0,"link[m] = 1",0,0,0);
	T = trans[ 2][192] = settr(486,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(486,2,174,0,0,"ATOMIC", 1, 2, 0);
	trans[2][174]	= settr(468,2,190,395,0,"(((((link[m]==2)&&!((up[m]&(1<<0))))&&!((down[m]&15)))&&!((down[m]&(1<<14)))))", 1, 2, 0);
	T = trans[ 2][190] = settr(484,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(484,0,175,0,0,"sub-sequence", 1, 2, 0);
	trans[2][175]	= settr(469,2,186,396,396,"taken[m] = 0", 1, 2, 0); /* m: 176 -> 0,186 */
	reached2[176] = 1;
	trans[2][176]	= settr(0,0,0,0,0,"i = (m*1)",0,0,0);
	trans[2][187]	= settr(481,2,186,1,0,".(goto)", 1, 2, 0);
	T = trans[2][186] = settr(480,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(480,2,177,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(480,2,184,0,0,"DO", 1, 2, 0);
	trans[2][177]	= settr(471,2,181,397,0,"((i<=(((m*1)+1)-1)))", 1, 2, 0);
	T = trans[2][181] = settr(475,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(475,2,178,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(475,2,180,0,0,"IF", 1, 2, 0);
	trans[2][178]	= settr(472,2,186,398,398,"(((tell[i]>3)&&(tell[i]<=6)))", 1, 2, 0); /* m: 179 -> 186,0 */
	reached2[179] = 1;
	trans[2][179]	= settr(0,0,0,0,0,"tell[i] = (tell[i]-3)",0,0,0);
	trans[2][182]	= settr(476,2,183,1,0,".(goto)", 1, 2, 0); /* m: 183 -> 0,186 */
	reached2[183] = 1;
	trans[2][180]	= settr(474,2,183,2,0,"else", 1, 2, 0);
	trans[2][183]	= settr(477,2,186,399,399,"i = (i+1)", 1, 2, 0);
	trans[2][184]	= settr(478,2,189,2,0,"else", 1, 2, 0);
	trans[2][185]	= settr(479,2,189,1,0,"goto :b6", 1, 2, 0); /* m: 189 -> 0,193 */
	reached2[189] = 1;
	trans[2][188]	= settr(482,2,189,1,0,"break", 1, 2, 0);
	trans[2][189]	= settr(483,0,193,400,400,"i = 0", 1, 2, 0); /* m: 191 -> 0,193 */
	reached2[191] = 1;
	trans[2][191]	= settr(0,0,0,0,0,"link[m] = 1",0,0,0);
	trans[2][195]	= settr(489,0,196,1,0,"break", 0, 2, 0);
	trans[2][196]	= settr(490,0,0,401,401,"-end-", 0, 3500, 0);

	/* proctype 1: Delivery */

	trans[1] = (Trans **) emalloc(243*sizeof(Trans *));

	trans[1][240]	= settr(292,0,239,1,0,".(goto)", 0, 2, 0);
	T = trans[1][239] = settr(291,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(291,0,10,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(291,0,61,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(291,0,91,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(291,0,121,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(291,0,151,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(291,0,175,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(291,0,200,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(291,0,224,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(291,0,229,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(291,0,238,0,0,"DO", 0, 2, 0);
	T = trans[ 1][10] = settr(62,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(62,2,1,0,0,"ATOMIC", 1, 2, 0);
	trans[1][1]	= settr(53,2,8,402,0,"((owed[((m*1)+j)]==0))", 1, 2, 0);
	T = trans[1][8] = settr(60,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(60,2,2,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(60,2,6,0,0,"IF", 1, 2, 0);
	trans[1][2]	= settr(54,2,5,403,0,"(held[((m*1)+j)])", 1, 2, 0);
	T = trans[ 1][5] = settr(57,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(57,0,3,0,0,"sub-sequence", 1, 2, 0);
	trans[1][3]	= settr(55,0,239,404,404,"assert(held[((m*1)+j)])", 1, 2, 0); /* m: 4 -> 0,239 */
	reached1[4] = 1;
	trans[1][4]	= settr(0,0,0,0,0,"owed[((m*1)+j)] = 3",0,0,0);
	trans[1][9]	= settr(61,0,239,405,405,".(goto)", 1, 2, 0);
	trans[1][6]	= settr(58,2,7,2,0,"else", 1, 2, 0);
	trans[1][7]	= settr(59,0,239,406,406,"owed[((m*1)+j)] = 1", 1, 2, 0); /* m: 9 -> 0,239 */
	reached1[9] = 1;
	T = trans[ 1][61] = settr(113,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(113,2,11,0,0,"ATOMIC", 1, 2, 0);
	trans[1][11]	= settr(63,2,22,407,0,"((up[m]&(1<<(1+j))))", 1, 2, 0);
	T = trans[ 1][22] = settr(74,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(74,0,20,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][20] = settr(72,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(72,2,12,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(72,2,13,0,0,"IF", 1, 2, 0);
	trans[1][12]	= settr(64,2,59,408,408,"up[m] = (up[m]&~((1<<(1+j))))", 1, 2, 0);
	trans[1][21]	= settr(73,2,59,1,0,".(goto)", 1, 2, 0);
	trans[1][13]	= settr(65,2,19,409,0,"((faults>0))", 1, 2, 0);
	T = trans[ 1][19] = settr(71,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(71,0,17,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][17] = settr(69,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(69,2,14,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(69,2,15,0,0,"IF", 1, 2, 0);
	trans[1][14]	= settr(66,2,59,410,0,"((faults==255))", 1, 2, 0);
	trans[1][18]	= settr(70,2,59,1,0,".(goto)", 1, 2, 0);
	trans[1][15]	= settr(67,2,16,2,0,"else", 1, 2, 0);
	trans[1][16]	= settr(68,2,59,411,411,"faults = (faults-1)", 1, 2, 0);
	T = trans[1][59] = settr(111,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(111,2,23,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(111,2,35,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(111,2,47,0,0,"IF", 1, 2, 0);
	trans[1][23]	= settr(75,2,34,412,0,"(!(session[m]))", 1, 2, 0);
	T = trans[ 1][34] = settr(86,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(86,0,32,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][32] = settr(84,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(84,2,24,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(84,2,25,0,0,"IF", 1, 2, 0);
	trans[1][24]	= settr(76,0,239,413,413,"down[m] = (down[m]|(1<<14))", 1, 2, 0); /* m: 33 -> 0,239 */
	reached1[33] = 1;
	trans[1][33]	= settr(85,0,239,414,414,".(goto)", 1, 2, 0); /* m: 60 -> 0,239 */
	reached1[60] = 1;
	trans[1][25]	= settr(77,2,31,415,0,"((faults>0))", 1, 2, 0);
	T = trans[ 1][31] = settr(83,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(83,0,29,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][29] = settr(81,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(81,2,26,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(81,2,27,0,0,"IF", 1, 2, 0);
	trans[1][26]	= settr(78,0,239,416,416,"((faults==255))", 1, 2, 0); /* m: 33 -> 239,0 */
	reached1[33] = 1;
	trans[1][30]	= settr(82,2,33,1,0,".(goto)", 1, 2, 0); /* m: 33 -> 0,239 */
	reached1[33] = 1;
	trans[1][27]	= settr(79,2,28,2,0,"else", 1, 2, 0);
	trans[1][28]	= settr(80,0,239,417,417,"faults = (faults-1)", 1, 2, 0); /* m: 33 -> 0,239 */
	reached1[33] = 1;
	trans[1][60]	= settr(112,0,239,418,418,".(goto)", 1, 2, 0);
	trans[1][35]	= settr(87,2,46,419,0,"((session[m]&&((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2))))", 1, 2, 0);
	T = trans[ 1][46] = settr(98,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(98,0,44,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][44] = settr(96,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(96,2,36,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(96,2,37,0,0,"IF", 1, 2, 0);
	trans[1][36]	= settr(88,0,239,420,420,"down[m] = (down[m]|(1<<(4+j)))", 1, 2, 0); /* m: 45 -> 0,239 */
	reached1[45] = 1;
	trans[1][45]	= settr(97,0,239,421,421,".(goto)", 1, 2, 0); /* m: 60 -> 0,239 */
	reached1[60] = 1;
	trans[1][37]	= settr(89,2,43,422,0,"((faults>0))", 1, 2, 0);
	T = trans[ 1][43] = settr(95,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(95,0,41,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][41] = settr(93,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(93,2,38,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(93,2,39,0,0,"IF", 1, 2, 0);
	trans[1][38]	= settr(90,0,239,423,423,"((faults==255))", 1, 2, 0); /* m: 45 -> 239,0 */
	reached1[45] = 1;
	trans[1][42]	= settr(94,2,45,1,0,".(goto)", 1, 2, 0); /* m: 45 -> 0,239 */
	reached1[45] = 1;
	trans[1][39]	= settr(91,2,40,2,0,"else", 1, 2, 0);
	trans[1][40]	= settr(92,0,239,424,424,"faults = (faults-1)", 1, 2, 0); /* m: 45 -> 0,239 */
	reached1[45] = 1;
	trans[1][47]	= settr(99,2,58,2,0,"else", 1, 2, 0);
	T = trans[ 1][58] = settr(110,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(110,0,56,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][56] = settr(108,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(108,2,48,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(108,2,49,0,0,"IF", 1, 2, 0);
	trans[1][48]	= settr(100,0,239,425,425,"down[m] = (down[m]|(1<<(6+j)))", 1, 2, 0); /* m: 57 -> 0,239 */
	reached1[57] = 1;
	trans[1][57]	= settr(109,0,239,426,426,".(goto)", 1, 2, 0); /* m: 60 -> 0,239 */
	reached1[60] = 1;
	trans[1][49]	= settr(101,2,55,427,0,"((faults>0))", 1, 2, 0);
	T = trans[ 1][55] = settr(107,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(107,0,53,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][53] = settr(105,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(105,2,50,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(105,2,51,0,0,"IF", 1, 2, 0);
	trans[1][50]	= settr(102,0,239,428,428,"((faults==255))", 1, 2, 0); /* m: 57 -> 239,0 */
	reached1[57] = 1;
	trans[1][54]	= settr(106,2,57,1,0,".(goto)", 1, 2, 0); /* m: 57 -> 0,239 */
	reached1[57] = 1;
	trans[1][51]	= settr(103,2,52,2,0,"else", 1, 2, 0);
	trans[1][52]	= settr(104,0,239,429,429,"faults = (faults-1)", 1, 2, 0); /* m: 57 -> 0,239 */
	reached1[57] = 1;
	T = trans[ 1][91] = settr(143,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(143,2,62,0,0,"ATOMIC", 1, 2, 0);
	trans[1][62]	= settr(114,2,90,430,0,"(((up[m]&(1<<(((3+(3*j))+1)-1)))&&!(work[m])))", 1, 2, 0);
	T = trans[ 1][90] = settr(142,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(142,0,73,0,0,"sub-sequence", 1, 2, 0);
	T = trans[ 1][73] = settr(125,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(125,0,71,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][71] = settr(123,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(123,2,63,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(123,2,64,0,0,"IF", 1, 2, 0);
	trans[1][63]	= settr(115,2,88,431,431,"up[m] = (up[m]&~((1<<(((3+(3*j))+1)-1))))", 1, 2, 0);
	trans[1][72]	= settr(124,2,88,1,0,".(goto)", 1, 2, 0);
	trans[1][64]	= settr(116,2,70,432,0,"((faults>0))", 1, 2, 0);
	T = trans[ 1][70] = settr(122,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(122,0,68,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][68] = settr(120,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(120,2,65,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(120,2,66,0,0,"IF", 1, 2, 0);
	trans[1][65]	= settr(117,2,88,433,0,"((faults==255))", 1, 2, 0);
	trans[1][69]	= settr(121,2,88,1,0,".(goto)", 1, 2, 0);
	trans[1][66]	= settr(118,2,67,2,0,"else", 1, 2, 0);
	trans[1][67]	= settr(119,2,88,434,434,"faults = (faults-1)", 1, 2, 0);
	T = trans[1][88] = settr(140,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(140,2,74,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(140,2,76,0,0,"IF", 1, 2, 0);
	trans[1][74]	= settr(126,0,239,435,435,"(session[m])", 1, 2, 0); /* m: 75 -> 239,0 */
	reached1[75] = 1;
	trans[1][75]	= settr(0,0,0,0,0,"work[m] = (((1+(3*j))+1)-1)",0,0,0);
	trans[1][89]	= settr(141,0,239,436,436,".(goto)", 1, 2, 0);
	trans[1][76]	= settr(128,2,87,2,0,"else", 1, 2, 0);
	T = trans[ 1][87] = settr(139,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(139,0,85,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][85] = settr(137,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(137,2,77,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(137,2,78,0,0,"IF", 1, 2, 0);
	trans[1][77]	= settr(129,0,239,437,437,"down[m] = (down[m]|(1<<14))", 1, 2, 0); /* m: 86 -> 0,239 */
	reached1[86] = 1;
	trans[1][86]	= settr(138,0,239,438,438,".(goto)", 1, 2, 0); /* m: 89 -> 0,239 */
	reached1[89] = 1;
	trans[1][78]	= settr(130,2,84,439,0,"((faults>0))", 1, 2, 0);
	T = trans[ 1][84] = settr(136,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(136,0,82,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][82] = settr(134,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(134,2,79,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(134,2,80,0,0,"IF", 1, 2, 0);
	trans[1][79]	= settr(131,0,239,440,440,"((faults==255))", 1, 2, 0); /* m: 86 -> 239,0 */
	reached1[86] = 1;
	trans[1][83]	= settr(135,2,86,1,0,".(goto)", 1, 2, 0); /* m: 86 -> 0,239 */
	reached1[86] = 1;
	trans[1][80]	= settr(132,2,81,2,0,"else", 1, 2, 0);
	trans[1][81]	= settr(133,0,239,441,441,"faults = (faults-1)", 1, 2, 0); /* m: 86 -> 0,239 */
	reached1[86] = 1;
	T = trans[ 1][121] = settr(173,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(173,2,92,0,0,"ATOMIC", 1, 2, 0);
	trans[1][92]	= settr(144,2,120,442,0,"(((up[m]&(1<<(((3+(3*j))+2)-1)))&&!(work[m])))", 1, 2, 0);
	T = trans[ 1][120] = settr(172,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(172,0,103,0,0,"sub-sequence", 1, 2, 0);
	T = trans[ 1][103] = settr(155,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(155,0,101,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][101] = settr(153,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(153,2,93,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(153,2,94,0,0,"IF", 1, 2, 0);
	trans[1][93]	= settr(145,2,118,443,443,"up[m] = (up[m]&~((1<<(((3+(3*j))+2)-1))))", 1, 2, 0);
	trans[1][102]	= settr(154,2,118,1,0,".(goto)", 1, 2, 0);
	trans[1][94]	= settr(146,2,100,444,0,"((faults>0))", 1, 2, 0);
	T = trans[ 1][100] = settr(152,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(152,0,98,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][98] = settr(150,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(150,2,95,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(150,2,96,0,0,"IF", 1, 2, 0);
	trans[1][95]	= settr(147,2,118,445,0,"((faults==255))", 1, 2, 0);
	trans[1][99]	= settr(151,2,118,1,0,".(goto)", 1, 2, 0);
	trans[1][96]	= settr(148,2,97,2,0,"else", 1, 2, 0);
	trans[1][97]	= settr(149,2,118,446,446,"faults = (faults-1)", 1, 2, 0);
	T = trans[1][118] = settr(170,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(170,2,104,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(170,2,106,0,0,"IF", 1, 2, 0);
	trans[1][104]	= settr(156,0,239,447,447,"(session[m])", 1, 2, 0); /* m: 105 -> 239,0 */
	reached1[105] = 1;
	trans[1][105]	= settr(0,0,0,0,0,"work[m] = (((1+(3*j))+2)-1)",0,0,0);
	trans[1][119]	= settr(171,0,239,448,448,".(goto)", 1, 2, 0);
	trans[1][106]	= settr(158,2,117,2,0,"else", 1, 2, 0);
	T = trans[ 1][117] = settr(169,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(169,0,115,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][115] = settr(167,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(167,2,107,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(167,2,108,0,0,"IF", 1, 2, 0);
	trans[1][107]	= settr(159,0,239,449,449,"down[m] = (down[m]|(1<<14))", 1, 2, 0); /* m: 116 -> 0,239 */
	reached1[116] = 1;
	trans[1][116]	= settr(168,0,239,450,450,".(goto)", 1, 2, 0); /* m: 119 -> 0,239 */
	reached1[119] = 1;
	trans[1][108]	= settr(160,2,114,451,0,"((faults>0))", 1, 2, 0);
	T = trans[ 1][114] = settr(166,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(166,0,112,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][112] = settr(164,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(164,2,109,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(164,2,110,0,0,"IF", 1, 2, 0);
	trans[1][109]	= settr(161,0,239,452,452,"((faults==255))", 1, 2, 0); /* m: 116 -> 239,0 */
	reached1[116] = 1;
	trans[1][113]	= settr(165,2,116,1,0,".(goto)", 1, 2, 0); /* m: 116 -> 0,239 */
	reached1[116] = 1;
	trans[1][110]	= settr(162,2,111,2,0,"else", 1, 2, 0);
	trans[1][111]	= settr(163,0,239,453,453,"faults = (faults-1)", 1, 2, 0); /* m: 116 -> 0,239 */
	reached1[116] = 1;
	T = trans[ 1][151] = settr(203,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(203,2,122,0,0,"ATOMIC", 1, 2, 0);
	trans[1][122]	= settr(174,2,150,454,0,"(((up[m]&(1<<(((3+(3*j))+3)-1)))&&!(work[m])))", 1, 2, 0);
	T = trans[ 1][150] = settr(202,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(202,0,133,0,0,"sub-sequence", 1, 2, 0);
	T = trans[ 1][133] = settr(185,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(185,0,131,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][131] = settr(183,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(183,2,123,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(183,2,124,0,0,"IF", 1, 2, 0);
	trans[1][123]	= settr(175,2,148,455,455,"up[m] = (up[m]&~((1<<(((3+(3*j))+3)-1))))", 1, 2, 0);
	trans[1][132]	= settr(184,2,148,1,0,".(goto)", 1, 2, 0);
	trans[1][124]	= settr(176,2,130,456,0,"((faults>0))", 1, 2, 0);
	T = trans[ 1][130] = settr(182,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(182,0,128,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][128] = settr(180,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(180,2,125,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(180,2,126,0,0,"IF", 1, 2, 0);
	trans[1][125]	= settr(177,2,148,457,0,"((faults==255))", 1, 2, 0);
	trans[1][129]	= settr(181,2,148,1,0,".(goto)", 1, 2, 0);
	trans[1][126]	= settr(178,2,127,2,0,"else", 1, 2, 0);
	trans[1][127]	= settr(179,2,148,458,458,"faults = (faults-1)", 1, 2, 0);
	T = trans[1][148] = settr(200,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(200,2,134,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(200,2,136,0,0,"IF", 1, 2, 0);
	trans[1][134]	= settr(186,0,239,459,459,"(session[m])", 1, 2, 0); /* m: 135 -> 239,0 */
	reached1[135] = 1;
	trans[1][135]	= settr(0,0,0,0,0,"work[m] = (((1+(3*j))+3)-1)",0,0,0);
	trans[1][149]	= settr(201,0,239,460,460,".(goto)", 1, 2, 0);
	trans[1][136]	= settr(188,2,147,2,0,"else", 1, 2, 0);
	T = trans[ 1][147] = settr(199,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(199,0,145,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][145] = settr(197,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(197,2,137,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(197,2,138,0,0,"IF", 1, 2, 0);
	trans[1][137]	= settr(189,0,239,461,461,"down[m] = (down[m]|(1<<14))", 1, 2, 0); /* m: 146 -> 0,239 */
	reached1[146] = 1;
	trans[1][146]	= settr(198,0,239,462,462,".(goto)", 1, 2, 0); /* m: 149 -> 0,239 */
	reached1[149] = 1;
	trans[1][138]	= settr(190,2,144,463,0,"((faults>0))", 1, 2, 0);
	T = trans[ 1][144] = settr(196,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(196,0,142,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][142] = settr(194,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(194,2,139,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(194,2,140,0,0,"IF", 1, 2, 0);
	trans[1][139]	= settr(191,0,239,464,464,"((faults==255))", 1, 2, 0); /* m: 146 -> 239,0 */
	reached1[146] = 1;
	trans[1][143]	= settr(195,2,146,1,0,".(goto)", 1, 2, 0); /* m: 146 -> 0,239 */
	reached1[146] = 1;
	trans[1][140]	= settr(192,2,141,2,0,"else", 1, 2, 0);
	trans[1][141]	= settr(193,0,239,465,465,"faults = (faults-1)", 1, 2, 0); /* m: 146 -> 0,239 */
	reached1[146] = 1;
	T = trans[ 1][175] = settr(227,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(227,2,152,0,0,"ATOMIC", 1, 2, 0);
	trans[1][152]	= settr(204,2,159,466,0,"((work[m]==(((1+(3*j))+1)-1)))", 1, 2, 0);
	T = trans[ 1][159] = settr(211,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(211,0,157,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][157] = settr(209,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(209,2,153,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(209,2,156,0,0,"IF", 1, 2, 0);
	trans[1][153]	= settr(205,2,174,467,467,"((((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2))&&(owed[((m*1)+j)]!=2)))", 1, 2, 0); /* m: 154 -> 174,0 */
	reached1[154] = 1;
	trans[1][154]	= settr(0,0,0,0,0,"assert(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))",0,0,0);
	trans[1][155]	= settr(0,0,0,0,0,"owed[((m*1)+j)] = 2",0,0,0);
	trans[1][158]	= settr(210,2,174,1,0,".(goto)", 1, 2, 0);
	trans[1][156]	= settr(208,2,174,2,0,"else", 1, 2, 0);
	T = trans[ 1][174] = settr(226,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(226,0,160,0,0,"sub-sequence", 1, 2, 0);
	trans[1][160]	= settr(212,2,162,468,468,"work[m] = 0", 1, 2, 0);
	T = trans[ 1][162] = settr(214,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(214,0,161,0,0,"sub-sequence", 1, 2, 0);
	trans[1][161]	= settr(213,2,173,469,0,"assert((!(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))||((1==1)&&(owed[((m*1)+j)]==2))))", 1, 2, 0);
	T = trans[ 1][173] = settr(225,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(225,0,171,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][171] = settr(223,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(223,2,163,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(223,2,164,0,0,"IF", 1, 2, 0);
	trans[1][163]	= settr(215,0,239,470,470,"down[m] = (down[m]|(1<<(((8+(3*j))+1)-1)))", 1, 2, 0); /* m: 172 -> 0,239 */
	reached1[172] = 1;
	trans[1][172]	= settr(224,0,239,471,471,".(goto)", 1, 2, 0);
	trans[1][164]	= settr(216,2,170,472,0,"((faults>0))", 1, 2, 0);
	T = trans[ 1][170] = settr(222,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(222,0,168,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][168] = settr(220,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(220,2,165,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(220,2,166,0,0,"IF", 1, 2, 0);
	trans[1][165]	= settr(217,0,239,473,473,"((faults==255))", 1, 2, 0); /* m: 169 -> 239,0 */
	reached1[169] = 1;
	trans[1][169]	= settr(221,0,239,474,474,".(goto)", 1, 2, 0); /* m: 172 -> 0,239 */
	reached1[172] = 1;
	trans[1][166]	= settr(218,2,167,2,0,"else", 1, 2, 0);
	trans[1][167]	= settr(219,0,239,475,475,"faults = (faults-1)", 1, 2, 0); /* m: 169 -> 0,239 */
	reached1[169] = 1;
	T = trans[ 1][200] = settr(252,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(252,2,176,0,0,"ATOMIC", 1, 2, 0);
	trans[1][176]	= settr(228,2,184,476,476,"((work[m]==(((1+(3*j))+2)-1)))", 1, 2, 0); /* m: 177 -> 184,0 */
	reached1[177] = 1;
	trans[1][177]	= settr(0,0,0,0,0,"assert(((ledger[j]==3)||((ledger[j]==1)&&!((owner[j]!=2)))))",0,0,0);
	T = trans[ 1][184] = settr(236,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(236,0,182,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][182] = settr(234,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(234,2,178,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(234,2,181,0,0,"IF", 1, 2, 0);
	trans[1][178]	= settr(230,2,199,477,477,"((((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2))&&(owed[((m*1)+j)]!=4)))", 1, 2, 0); /* m: 179 -> 199,0 */
	reached1[179] = 1;
	trans[1][179]	= settr(0,0,0,0,0,"assert(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))",0,0,0);
	trans[1][180]	= settr(0,0,0,0,0,"owed[((m*1)+j)] = 4",0,0,0);
	trans[1][183]	= settr(235,2,199,1,0,".(goto)", 1, 2, 0);
	trans[1][181]	= settr(233,2,199,2,0,"else", 1, 2, 0);
	T = trans[ 1][199] = settr(251,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(251,0,185,0,0,"sub-sequence", 1, 2, 0);
	trans[1][185]	= settr(237,2,187,478,478,"work[m] = 0", 1, 2, 0);
	T = trans[ 1][187] = settr(239,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(239,0,186,0,0,"sub-sequence", 1, 2, 0);
	trans[1][186]	= settr(238,2,198,479,0,"assert((!(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))||((2==1)&&(owed[((m*1)+j)]==2))))", 1, 2, 0);
	T = trans[ 1][198] = settr(250,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(250,0,196,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][196] = settr(248,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(248,2,188,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(248,2,189,0,0,"IF", 1, 2, 0);
	trans[1][188]	= settr(240,0,239,480,480,"down[m] = (down[m]|(1<<(((8+(3*j))+2)-1)))", 1, 2, 0); /* m: 197 -> 0,239 */
	reached1[197] = 1;
	trans[1][197]	= settr(249,0,239,481,481,".(goto)", 1, 2, 0);
	trans[1][189]	= settr(241,2,195,482,0,"((faults>0))", 1, 2, 0);
	T = trans[ 1][195] = settr(247,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(247,0,193,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][193] = settr(245,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(245,2,190,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(245,2,191,0,0,"IF", 1, 2, 0);
	trans[1][190]	= settr(242,0,239,483,483,"((faults==255))", 1, 2, 0); /* m: 194 -> 239,0 */
	reached1[194] = 1;
	trans[1][194]	= settr(246,0,239,484,484,".(goto)", 1, 2, 0); /* m: 197 -> 0,239 */
	reached1[197] = 1;
	trans[1][191]	= settr(243,2,192,2,0,"else", 1, 2, 0);
	trans[1][192]	= settr(244,0,239,485,485,"faults = (faults-1)", 1, 2, 0); /* m: 194 -> 0,239 */
	reached1[194] = 1;
	T = trans[ 1][224] = settr(276,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(276,2,201,0,0,"ATOMIC", 1, 2, 0);
	trans[1][201]	= settr(253,2,208,486,0,"((work[m]==(((1+(3*j))+3)-1)))", 1, 2, 0);
	T = trans[ 1][208] = settr(260,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(260,0,206,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][206] = settr(258,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(258,2,202,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(258,2,205,0,0,"IF", 1, 2, 0);
	trans[1][202]	= settr(254,2,223,487,487,"((((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2))&&(owed[((m*1)+j)]!=5)))", 1, 2, 0); /* m: 203 -> 223,0 */
	reached1[203] = 1;
	trans[1][203]	= settr(0,0,0,0,0,"assert(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))",0,0,0);
	trans[1][204]	= settr(0,0,0,0,0,"owed[((m*1)+j)] = 5",0,0,0);
	trans[1][207]	= settr(259,2,223,1,0,".(goto)", 1, 2, 0);
	trans[1][205]	= settr(257,2,223,2,0,"else", 1, 2, 0);
	T = trans[ 1][223] = settr(275,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(275,0,209,0,0,"sub-sequence", 1, 2, 0);
	trans[1][209]	= settr(261,2,211,488,488,"work[m] = 0", 1, 2, 0);
	T = trans[ 1][211] = settr(263,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(263,0,210,0,0,"sub-sequence", 1, 2, 0);
	trans[1][210]	= settr(262,2,222,489,0,"assert((!(((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2)))||((3==1)&&(owed[((m*1)+j)]==2))))", 1, 2, 0);
	T = trans[ 1][222] = settr(274,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(274,0,220,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][220] = settr(272,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(272,2,212,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(272,2,213,0,0,"IF", 1, 2, 0);
	trans[1][212]	= settr(264,0,239,490,490,"down[m] = (down[m]|(1<<(((8+(3*j))+3)-1)))", 1, 2, 0); /* m: 221 -> 0,239 */
	reached1[221] = 1;
	trans[1][221]	= settr(273,0,239,491,491,".(goto)", 1, 2, 0);
	trans[1][213]	= settr(265,2,219,492,0,"((faults>0))", 1, 2, 0);
	T = trans[ 1][219] = settr(271,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(271,0,217,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][217] = settr(269,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(269,2,214,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(269,2,215,0,0,"IF", 1, 2, 0);
	trans[1][214]	= settr(266,0,239,493,493,"((faults==255))", 1, 2, 0); /* m: 218 -> 239,0 */
	reached1[218] = 1;
	trans[1][218]	= settr(270,0,239,494,494,".(goto)", 1, 2, 0); /* m: 221 -> 0,239 */
	reached1[221] = 1;
	trans[1][215]	= settr(267,2,216,2,0,"else", 1, 2, 0);
	trans[1][216]	= settr(268,0,239,495,495,"faults = (faults-1)", 1, 2, 0); /* m: 218 -> 0,239 */
	reached1[218] = 1;
	T = trans[ 1][229] = settr(281,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(281,2,225,0,0,"ATOMIC", 1, 2, 0);
	trans[1][225]	= settr(277,2,228,496,0,"(((held[((m*1)+j)]&&(owed[((m*1)+j)]!=0))&&(owed[((m*1)+j)]!=3)))", 1, 2, 0);
	T = trans[ 1][228] = settr(280,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(280,0,226,0,0,"sub-sequence", 1, 2, 0);
	trans[1][226]	= settr(278,0,239,497,497,"assert(held[((m*1)+j)])", 1, 2, 0); /* m: 227 -> 0,239 */
	reached1[227] = 1;
	trans[1][227]	= settr(0,0,0,0,0,"owed[((m*1)+j)] = 3",0,0,0);
	T = trans[ 1][238] = settr(290,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(290,2,230,0,0,"ATOMIC", 1, 2, 0);
	trans[1][230]	= settr(282,2,236,498,0,"(((faults>0)&&((owed[((m*1)+j)]==1)||(owed[((m*1)+j)]==2))))", 1, 2, 0);
	T = trans[ 1][236] = settr(288,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(288,0,234,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][234] = settr(286,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(286,2,231,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(286,2,232,0,0,"IF", 1, 2, 0);
	trans[1][231]	= settr(283,0,239,499,499,"((faults==255))", 1, 2, 0); /* m: 235 -> 239,0 */
	reached1[235] = 1;
	trans[1][235]	= settr(287,0,239,500,500,".(goto)", 1, 2, 0); /* m: 237 -> 0,239 */
	reached1[237] = 1;
	trans[1][232]	= settr(284,2,233,2,0,"else", 1, 2, 0);
	trans[1][233]	= settr(285,0,239,501,501,"faults = (faults-1)", 1, 2, 0); /* m: 235 -> 0,239 */
	reached1[235] = 1;
	trans[1][237]	= settr(0,0,0,0,0,"owed[((m*1)+j)] = 6",0,0,0);
	trans[1][241]	= settr(293,0,242,1,0,"break", 0, 2, 0);
	trans[1][242]	= settr(294,0,0,502,502,"-end-", 0, 3500, 0);

	/* proctype 0: Shim */

	trans[0] = (Trans **) emalloc(54*sizeof(Trans *));

	trans[0][51]	= settr(50,0,50,1,0,".(goto)", 0, 2, 0);
	T = trans[0][50] = settr(49,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(49,0,39,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(49,0,49,0,0,"DO", 0, 2, 0);
	T = trans[ 0][39] = settr(38,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(38,2,1,0,0,"ATOMIC", 1, 2, 0);
	trans[0][1]	= settr(0,2,12,503,0,"((up[m]&(1<<0)))", 1, 2, 0);
	T = trans[ 0][12] = settr(11,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(11,0,10,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][10] = settr(9,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(9,2,2,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(9,2,3,0,0,"IF", 1, 2, 0);
	trans[0][2]	= settr(1,2,37,504,504,"up[m] = (up[m]&~((1<<0)))", 1, 2, 0);
	trans[0][11]	= settr(10,2,37,1,0,".(goto)", 1, 2, 0);
	trans[0][3]	= settr(2,2,9,505,0,"((faults>0))", 1, 2, 0);
	T = trans[ 0][9] = settr(8,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(8,0,7,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][7] = settr(6,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(6,2,4,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(6,2,5,0,0,"IF", 1, 2, 0);
	trans[0][4]	= settr(3,2,37,506,0,"((faults==255))", 1, 2, 0);
	trans[0][8]	= settr(7,2,37,1,0,".(goto)", 1, 2, 0);
	trans[0][5]	= settr(4,2,6,2,0,"else", 1, 2, 0);
	trans[0][6]	= settr(5,2,37,507,507,"faults = (faults-1)", 1, 2, 0);
	T = trans[0][37] = settr(36,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(36,2,13,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(36,2,25,0,0,"IF", 1, 2, 0);
	trans[0][13]	= settr(12,2,24,508,0,"(session[m])", 1, 2, 0);
	T = trans[ 0][24] = settr(23,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(23,0,22,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][22] = settr(21,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(21,2,14,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(21,2,15,0,0,"IF", 1, 2, 0);
	trans[0][14]	= settr(13,0,50,509,509,"down[m] = (down[m]|(1<<( (((owed[m]==1)||(owed[m]==2))) -> (1) : (0) )))", 1, 2, 0); /* m: 23 -> 0,50 */
	reached0[23] = 1;
	trans[0][23]	= settr(22,0,50,510,510,".(goto)", 1, 2, 0); /* m: 38 -> 0,50 */
	reached0[38] = 1;
	trans[0][15]	= settr(14,2,21,511,0,"((faults>0))", 1, 2, 0);
	T = trans[ 0][21] = settr(20,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(20,0,19,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][19] = settr(18,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(18,2,16,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(18,2,17,0,0,"IF", 1, 2, 0);
	trans[0][16]	= settr(15,0,50,512,512,"((faults==255))", 1, 2, 0); /* m: 23 -> 50,0 */
	reached0[23] = 1;
	trans[0][20]	= settr(19,2,23,1,0,".(goto)", 1, 2, 0); /* m: 23 -> 0,50 */
	reached0[23] = 1;
	trans[0][17]	= settr(16,2,18,2,0,"else", 1, 2, 0);
	trans[0][18]	= settr(17,0,50,513,513,"faults = (faults-1)", 1, 2, 0); /* m: 23 -> 0,50 */
	reached0[23] = 1;
	trans[0][38]	= settr(37,0,50,514,514,".(goto)", 1, 2, 0);
	trans[0][25]	= settr(24,2,36,2,0,"else", 1, 2, 0);
	T = trans[ 0][36] = settr(35,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(35,0,34,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][34] = settr(33,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(33,2,26,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(33,2,27,0,0,"IF", 1, 2, 0);
	trans[0][26]	= settr(25,0,50,515,515,"down[m] = (down[m]|(1<<14))", 1, 2, 0); /* m: 35 -> 0,50 */
	reached0[35] = 1;
	trans[0][35]	= settr(34,0,50,516,516,".(goto)", 1, 2, 0); /* m: 38 -> 0,50 */
	reached0[38] = 1;
	trans[0][27]	= settr(26,2,33,517,0,"((faults>0))", 1, 2, 0);
	T = trans[ 0][33] = settr(32,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(32,0,31,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][31] = settr(30,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(30,2,28,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(30,2,29,0,0,"IF", 1, 2, 0);
	trans[0][28]	= settr(27,0,50,518,518,"((faults==255))", 1, 2, 0); /* m: 35 -> 50,0 */
	reached0[35] = 1;
	trans[0][32]	= settr(31,2,35,1,0,".(goto)", 1, 2, 0); /* m: 35 -> 0,50 */
	reached0[35] = 1;
	trans[0][29]	= settr(28,2,30,2,0,"else", 1, 2, 0);
	trans[0][30]	= settr(29,0,50,519,519,"faults = (faults-1)", 1, 2, 0); /* m: 35 -> 0,50 */
	reached0[35] = 1;
	T = trans[ 0][49] = settr(48,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(48,2,40,0,0,"ATOMIC", 1, 2, 0);
	trans[0][40]	= settr(39,2,46,520,0,"(((faults>0)&&(session[m]||work[m])))", 1, 2, 0);
	T = trans[ 0][46] = settr(45,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(45,0,44,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][44] = settr(43,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(43,2,41,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(43,2,42,0,0,"IF", 1, 2, 0);
	trans[0][41]	= settr(40,0,50,521,521,"((faults==255))", 1, 2, 0); /* m: 47 -> 50,0 */
	reached0[47] = 1;
	trans[0][45]	= settr(44,2,47,1,0,".(goto)", 1, 2, 0); /* m: 47 -> 0,50 */
	reached0[47] = 1;
	trans[0][42]	= settr(41,2,43,2,0,"else", 1, 2, 0);
	trans[0][43]	= settr(42,0,50,522,522,"faults = (faults-1)", 1, 2, 0); /* m: 47 -> 0,50 */
	reached0[47] = 1;
	trans[0][47]	= settr(46,0,50,523,523,"session[m] = 0", 1, 2, 0); /* m: 48 -> 0,50 */
	reached0[48] = 1;
	trans[0][48]	= settr(0,0,0,0,0,"work[m] = 0",0,0,0);
	trans[0][52]	= settr(51,0,53,1,0,"break", 0, 2, 0);
	trans[0][53]	= settr(52,0,0,524,524,"-end-", 0, 3500, 0);
	/* np_ demon: */
	trans[_NP_] = (Trans **) emalloc(3*sizeof(Trans *));
	T = trans[_NP_][0] = settr(9997,0,1,_T5,0,"(np_)", 1,2,0);
	    T->nxt	  = settr(9998,0,0,_T2,0,"(1)",   0,2,0);
	T = trans[_NP_][1] = settr(9999,0,1,_T5,0,"(np_)", 1,2,0);
}

Trans *
settr(	int t_id, int a, int b, int c, int d,
	char *t, int g, int tpe0, int tpe1)
{	Trans *tmp = (Trans *) emalloc(sizeof(Trans));

	tmp->atom  = a&(6|32);	/* only (2|8|32) have meaning */
	if (!g) tmp->atom |= 8;	/* no global references */
	tmp->st    = b;
	tmp->tpe[0] = tpe0;
	tmp->tpe[1] = tpe1;
	tmp->tp    = t;
	tmp->t_id  = t_id;
	tmp->forw  = c;
	tmp->back  = d;
	return tmp;
}

Trans *
cpytr(Trans *a)
{	Trans *tmp = (Trans *) emalloc(sizeof(Trans));

	int i;
	tmp->atom  = a->atom;
	tmp->st    = a->st;
#ifdef HAS_UNLESS
	tmp->e_trans = a->e_trans;
	for (i = 0; i < HAS_UNLESS; i++)
		tmp->escp[i] = a->escp[i];
#endif
	tmp->tpe[0] = a->tpe[0];
	tmp->tpe[1] = a->tpe[1];
	for (i = 0; i < 6; i++)
	{	tmp->qu[i] = a->qu[i];
		tmp->ty[i] = a->ty[i];
	}
	tmp->tp    = (char *) emalloc(strlen(a->tp)+1);
	strcpy(tmp->tp, a->tp);
	tmp->t_id  = a->t_id;
	tmp->forw  = a->forw;
	tmp->back  = a->back;
	return tmp;
}

#ifndef NOREDUCE
int
srinc_set(int n)
{	if (n <= 2) return LOCAL;
	if (n <= 2+  DELTA) return Q_FULL_F; /* 's' or nfull  */
	if (n <= 2+2*DELTA) return Q_EMPT_F; /* 'r' or nempty */
	if (n <= 2+3*DELTA) return Q_EMPT_T; /* empty */
	if (n <= 2+4*DELTA) return Q_FULL_T; /* full  */
	if (n ==   5*DELTA) return GLOBAL;
	if (n ==   6*DELTA) return TIMEOUT_F;
	if (n ==   7*DELTA) return ALPHA_F;
	Uerror("cannot happen srinc_class");
	return BAD;
}
int
srunc(int n, int m)
{	switch(m) {
	case Q_FULL_F: return n-2;
	case Q_EMPT_F: return n-2-DELTA;
	case Q_EMPT_T: return n-2-2*DELTA;
	case Q_FULL_T: return n-2-3*DELTA;
	case ALPHA_F:
	case TIMEOUT_F: return 257; /* non-zero, and > MAXQ */
	}
	Uerror("cannot happen srunc");
	return 0;
}
#endif
int cnt;
#ifdef HAS_UNLESS
int
isthere(Trans *a, int b)
{	Trans *t;
	for (t = a; t; t = t->nxt)
		if (t->t_id == b)
			return 1;
	return 0;
}
#endif
#ifndef NOREDUCE
int
mark_safety(Trans *t) /* for conditional safety */
{	int g = 0, i, j, k;

	if (!t) return 0;
	if (t->qu[0])
		return (t->qu[1])?2:1;	/* marked */

	for (i = 0; i < 2; i++)
	{	j = srinc_set(t->tpe[i]);
		if (j >= GLOBAL && j != ALPHA_F)
			return -1;
		if (j != LOCAL)
		{	k = srunc(t->tpe[i], j);
			if (g == 0
			||  t->qu[0] != k
			||  t->ty[0] != j)
			{	t->qu[g] = k;
				t->ty[g] = j;
				g++;
	}	}	}
	return g;
}
#endif
void
retrans(int n, int m, int is, short srcln[], uchar reach[], uchar lpstate[])
	/* process n, with m states, is=initial state */
{	Trans *T0, *T1, *T2, *T3;
	Trans *T4, *T5; /* t_reverse or has_unless */
	int i;
#if defined(HAS_UNLESS) || !defined(NOREDUCE)
	int k;
#endif
#ifndef NOREDUCE
	int g, h, j, aa;
#endif
#ifdef HAS_UNLESS
	int p;
#endif
	if (state_tables >= 4)
	{	printf("STEP 1 %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
		return;
	}
	do {
		for (i = 1, cnt = 0; i < m; i++)
		{	T2 = trans[n][i];
			T1 = T2?T2->nxt:(Trans *)0;
/* prescan: */		for (T0 = T1; T0; T0 = T0->nxt)
/* choice in choice */	{	if (T0->st && trans[n][T0->st]
				&&  trans[n][T0->st]->nxt)
					break;
			}
#if 0
		if (T0)
		printf("\tstate %d / %d: choice in choice\n",
		i, T0->st);
#endif
			if (T0)
			for (T0 = T1; T0; T0 = T0->nxt)
			{	T3 = trans[n][T0->st];
				if (!T3->nxt)
				{	T2->nxt = cpytr(T0);
					T2 = T2->nxt;
					imed(T2, T0->st, n, i);
					continue;
				}
				do {	T3 = T3->nxt;
					T2->nxt = cpytr(T3);
					T2 = T2->nxt;
					imed(T2, T0->st, n, i);
				} while (T3->nxt);
				cnt++;
			}
		}
	} while (cnt);
	if (state_tables >= 3)
	{	printf("STEP 2 %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
		return;
	}
	for (i = 1; i < m; i++)
	{	if (trans[n][i] && trans[n][i]->nxt) /* optimize */
		{	T1 = trans[n][i]->nxt;
#if 0
			printf("\t\tpull %d (%d) to %d\n",
			T1->st, T1->forw, i);
#endif
			srcln[i] = srcln[T1->st];	/* Oyvind Teig, 5.2.0 */

			if (!trans[n][T1->st]) continue;
			T0 = cpytr(trans[n][T1->st]);
			trans[n][i] = T0;
			reach[T1->st] = 1;
			imed(T0, T1->st, n, i);
			for (T1 = T1->nxt; T1; T1 = T1->nxt)
			{
#if 0
			printf("\t\tpull %d (%d) to %d\n",
				T1->st, T1->forw, i);
#endif
		/*		srcln[i] = srcln[T1->st];  gh: not useful */
				if (!trans[n][T1->st]) continue;
				T0->nxt = cpytr(trans[n][T1->st]);
				T0 = T0->nxt;
				reach[T1->st] = 1;
				imed(T0, T1->st, n, i);
	}	}	}
	if (state_tables >= 2)
	{	printf("STEP 3 %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
		return;
	}
#ifdef HAS_UNLESS
	for (i = 1; i < m; i++)
	{	if (!trans[n][i]) continue;
		/* check for each state i if an
		 * escape to some state p is defined
		 * if so, copy and mark p's transitions
		 * and prepend them to the transition-
		 * list of state i
		 */
	 if (!like_java) /* the default */
	 {	for (T0 = trans[n][i]; T0; T0 = T0->nxt)
		for (k = HAS_UNLESS-1; k >= 0; k--)
		{	if (p = T0->escp[k])
			for (T1 = trans[n][p]; T1; T1 = T1->nxt)
			{	if (isthere(trans[n][i], T1->t_id))
					continue;
				T2 = cpytr(T1);
				T2->e_trans = p;
				T2->nxt = trans[n][i];
				trans[n][i] = T2;
		}	}
	 } else /* outermost unless checked first */
	 {	T4 = T3 = (Trans *) 0;
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
		for (k = HAS_UNLESS-1; k >= 0; k--)
		{	if (p = T0->escp[k])
			for (T1 = trans[n][p]; T1; T1 = T1->nxt)
			{	if (isthere(trans[n][i], T1->t_id))
					continue;
				T2 = cpytr(T1);
				T2->nxt = (Trans *) 0;
				T2->e_trans = p;
				if (T3)	T3->nxt = T2;
				else	T4 = T2;
				T3 = T2;
		}	}
		if (T4)
		{	T3->nxt = trans[n][i];
			trans[n][i] = T4;
		}
	 }
	}
#endif
#ifndef NOREDUCE
	for (i = 1; i < m; i++)
	{	if (a_cycles)
		{ /* moves through these states are visible */
	#if PROG_LAB>0 && defined(HAS_NP)
			if (progstate[n][i])
				goto degrade;
			for (T1 = trans[n][i]; T1; T1 = T1->nxt)
				if (progstate[n][T1->st])
					goto degrade;
	#endif
			if (accpstate[n][i] || visstate[n][i])
				goto degrade;
			for (T1 = trans[n][i]; T1; T1 = T1->nxt)
				if (accpstate[n][T1->st])
					goto degrade;
		}
		T1 = trans[n][i];
		if (!T1) continue;
		g = mark_safety(T1);	/* V3.3.1 */
		if (g < 0) goto degrade; /* global */
		/* check if mixing of guards preserves reduction */
		if (T1->nxt)
		{	k = 0;
			for (T0 = T1; T0; T0 = T0->nxt)
			{	if (!(T0->atom&8))
					goto degrade;
				for (aa = 0; aa < 2; aa++)
				{	j = srinc_set(T0->tpe[aa]);
					if (j >= GLOBAL && j != ALPHA_F)
						goto degrade;
					if (T0->tpe[aa]
					&&  T0->tpe[aa]
					!=  T1->tpe[0])
						k = 1;
			}	}
			/* g = 0;	V3.3.1 */
			if (k)	/* non-uniform selection */
			for (T0 = T1; T0; T0 = T0->nxt)
			for (aa = 0; aa < 2; aa++)
			{	j = srinc_set(T0->tpe[aa]);
				if (j != LOCAL)
				{	k = srunc(T0->tpe[aa], j);
					for (h = 0; h < 6; h++)
						if (T1->qu[h] == k
						&&  T1->ty[h] == j)
							break;
					if (h >= 6)
					{	T1->qu[g%6] = k;
						T1->ty[g%6] = j;
						g++;
			}	}	}
			if (g > 6)
			{	T1->qu[0] = 0;	/* turn it off */
				printf("pan: warning, line %d, ",
					srcln[i]);
			 	printf("too many stmnt types (%d)",
					g);
			  	printf(" in selection\n");
			  goto degrade;
			}
		}
		/* mark all options global if >=1 is global */
		for (T1 = trans[n][i]; T1; T1 = T1->nxt)
			if (!(T1->atom&8)) break;
		if (T1)
degrade:	for (T1 = trans[n][i]; T1; T1 = T1->nxt)
			T1->atom &= ~8;	/* mark as unsafe */
		/* can only mix 'r's or 's's if on same chan */
		/* and not mixed with other local operations */
		T1 = trans[n][i];
		if (!T1 || T1->qu[0]) continue;
		j = T1->tpe[0];
		if (T1->nxt && T1->atom&8)
		{ if (j == 5*DELTA)
		  {	printf("warning: line %d ", srcln[i]);
			printf("mixed condition ");
			printf("(defeats reduction)\n");
			goto degrade;
		  }
		  for (T0 = T1; T0; T0 = T0->nxt)
		  for (aa = 0; aa < 2; aa++)
		  if  (T0->tpe[aa] && T0->tpe[aa] != j)
		  {	printf("warning: line %d ", srcln[i]);
			printf("[%d-%d] mixed %stion ",
				T0->tpe[aa], j, 
				(j==5*DELTA)?"condi":"selec");
			printf("(defeats reduction)\n");
			printf("	'%s' <-> '%s'\n",
				T1->tp, T0->tp);
			goto degrade;
		} }
	}
#endif
	for (i = 1; i < m; i++)
	{	T2 = trans[n][i];
		if (!T2
		||  T2->nxt
		||  strncmp(T2->tp, ".(goto)", 7)
		||  !stopstate[n][i])
			continue;
		stopstate[n][T2->st] = 1;
	}
	if (state_tables && !verbose)
	{	if (dodot)
		{	char buf[256], *q = buf, *p = procname[n];
			while (*p != '\0')
			{	if (*p != ':')
				{	*q++ = *p;
				}
				p++;
			}
			*q = '\0';
			printf("digraph ");
			switch (Btypes[n]) {
			case I_PROC:  printf("init {\n"); break;
			case N_CLAIM: printf("claim_%s {\n", buf); break;
			case E_TRACE: printf("notrace {\n"); break;
			case N_TRACE: printf("trace {\n"); break;
			default:      printf("p_%s {\n", buf); break;
			}
			printf("size=\"8,10\";\n");
			printf("  GT [shape=box,style=dotted,label=\"%s\"];\n", buf);
			printf("  GT -> S%d;\n", is);
		} else
		{	switch (Btypes[n]) {
			case I_PROC:  printf("init\n"); break;
			case N_CLAIM: printf("claim %s\n", procname[n]); break;
			case E_TRACE: printf("notrace assertion\n"); break;
			case N_TRACE: printf("trace assertion\n"); break;
			default:      printf("proctype %s\n", procname[n]); break;
		}	}
		for (i = 1; i < m; i++)
		{	reach[i] = 1;
		}
		tagtable(n, m, is, srcln, reach);
		if (dodot) printf("}\n");
	} else
	for (i = 1; i < m; i++)
	{	int nrelse;
		if (Btypes[n] != N_CLAIM)
		{	for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			{	if (T0->st == i
				&& strcmp(T0->tp, "(1)") == 0)
				{	printf("error: proctype '%s' ",
						procname[n]);
		  			printf("line %d, state %d: has un",
						srcln[i], i);
					printf("conditional self-loop\n");
					pan_exit(1);
		}	}	}
		nrelse = 0;
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
		{	if (strcmp(T0->tp, "else") == 0)
				nrelse++;
		}
		if (nrelse > 1)
		{	printf("error: proctype '%s' state",
				procname[n]);
		  	printf(" %d, inherits %d", i, nrelse);
		  	printf(" 'else' stmnts\n");
			pan_exit(1);
	}	}
#if !defined(LOOPSTATE) && !defined(BFS_PAR)
	if (state_tables)
#endif
	do_dfs(n, m, is, srcln, reach, lpstate);

	if (!t_reverse)
	{	return;
	}
	/* process n, with m states, is=initial state -- reverse list */
	if (!state_tables && Btypes[n] != N_CLAIM)
	{	for (i = 1; i < m; i++)
		{	Trans *Tx = (Trans *) 0; /* list of escapes */
			Trans *Ty = (Trans *) 0; /* its tail element */
			T1 = (Trans *) 0; /* reversed list */
			T2 = (Trans *) 0; /* its tail */
			T3 = (Trans *) 0; /* remembers possible 'else' */

			/* find unless-escapes, they should go first */
			T4 = T5 = T0 = trans[n][i];
	#ifdef HAS_UNLESS
			while (T4 && T4->e_trans) /* escapes are first in orig list */
			{	T5 = T4;	  /* remember predecessor */
				T4 = T4->nxt;
			}
	#endif
			/* T4 points to first non-escape, T5 to its parent, T0 to original list */
			if (T4 != T0)		 /* there was at least one escape */
			{	T3 = T5->nxt;		 /* start of non-escapes */
				T5->nxt = (Trans *) 0;	 /* separate */
				Tx = T0;		 /* start of the escapes */
				Ty = T5;		 /* its tail */
				T0 = T3;		 /* the rest, to be reversed */
			}
			/* T0 points to first non-escape, Tx to the list of escapes, Ty to its tail */

			/* first tail-add non-escape transitions, reversed */
			T3 = (Trans *) 0;
			for (T5 = T0; T5; T5 = T4)
			{	T4 = T5->nxt;
	#ifdef HAS_UNLESS
				if (T5->e_trans)
				{	printf("error: cannot happen!\n");
					continue;
				}
	#endif
				if (strcmp(T5->tp, "else") == 0)
				{	T3 = T5;
					T5->nxt = (Trans *) 0;
				} else
				{	T5->nxt = T1;
					if (!T1) { T2 = T5; }
					T1 = T5;
			}	}
			/* T3 points to a possible else, which is removed from the list */
			/* T1 points to the reversed list so far (without escapes) */
			/* T2 points to the tail element -- where the else should go */
			if (T2 && T3)
			{	T2->nxt = T3;	/* add else */
			} else
			{	if (T3) /* there was an else, but there's no tail */
				{	if (!T1)	/* and no reversed list */
					{	T1 = T3; /* odd, but possible */
					} else		/* even stranger */
					{	T1->nxt = T3;
			}	}	}

			/* add in the escapes, to that they appear at the front */
			if (Tx && Ty) { Ty->nxt = T1; T1 = Tx; }

			trans[n][i] = T1;
			/* reversed, with escapes first and else last */
	}	}
	if (state_tables && verbose)
	{	printf("FINAL proctype %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
	}
}
void
imed(Trans *T, int v, int n, int j)	/* set intermediate state */
{	progstate[n][T->st] |= progstate[n][v];
	accpstate[n][T->st] |= accpstate[n][v];
	stopstate[n][T->st] |= stopstate[n][v];
	mapstate[n][j] = T->st;
}
void
tagtable(int n, int m, int is, short srcln[], uchar reach[])
{	Trans *z;

	if (is >= m || !trans[n][is]
	||  is <= 0 || reach[is] == 0)
		return;
	reach[is] = 0;
	if (state_tables)
	for (z = trans[n][is]; z; z = z->nxt)
	{	if (dodot)
			dot_crack(n, is, z);
		else
			crack(n, is, z, srcln);
	}

	for (z = trans[n][is]; z; z = z->nxt)
	{
#ifdef HAS_UNLESS
		int i, j;
#endif
		tagtable(n, m, z->st, srcln, reach);
#ifdef HAS_UNLESS
		for (i = 0; i < HAS_UNLESS; i++)
		{	j = trans[n][is]->escp[i];
			if (!j) break;
			tagtable(n, m, j, srcln, reach);
		}
#endif
	}
}

extern Trans *t_id_lkup[];

void
dfs_table(int n, int m, int is, short srcln[], uchar reach[], uchar lpstate[])
{	Trans *z;

	if (is >= m || is <= 0 || !trans[n][is])
		return;
	if ((reach[is] & (4|8|16)) != 0)
	{	if ((reach[is] & (8|16)) == 16)	/* on stack, not yet recorded */
		{	lpstate[is] = 1;
			reach[is] |= 8; /* recorded */
			if (state_tables && verbose)
			{	printf("state %d line %d is a loopstate\n", is, srcln[is]);
		}	}
		return;
	}
	reach[is] |= (4|16);	/* visited | onstack */
	for (z = trans[n][is]; z; z = z->nxt)
	{	t_id_lkup[z->t_id] = z;
#ifdef HAS_UNLESS
		int i, j;
#endif
		dfs_table(n, m, z->st, srcln, reach, lpstate);
#ifdef HAS_UNLESS
		for (i = 0; i < HAS_UNLESS; i++)
		{	j = trans[n][is]->escp[i];
			if (!j) break;
			dfs_table(n, m, j, srcln, reach, lpstate);
		}
#endif
	}
	reach[is] &= ~16; /* no longer on stack */
}
void
do_dfs(int n, int m, int is, short srcln[], uchar reach[], uchar lpstate[])
{	int i;
	dfs_table(n, m, is, srcln, reach, lpstate);
	for (i = 0; i < m; i++)
		reach[i] &= ~(4|8|16);
}
void
crack(int n, int j, Trans *z, short srcln[])
{	int i;

	if (!z) return;
	printf("	state %3d -(tr %3d)-> state %3d  ",
		j, z->forw, z->st);
	printf("[id %3d tp %3d", z->t_id, z->tpe[0]);
	if (z->tpe[1]) printf(",%d", z->tpe[1]);
#ifdef HAS_UNLESS
	if (z->e_trans)
		printf(" org %3d", z->e_trans);
	else if (state_tables >= 2)
	for (i = 0; i < HAS_UNLESS; i++)
	{	if (!z->escp[i]) break;
		printf(" esc %d", z->escp[i]);
	}
#endif
	printf("]");
	printf(" [%s%s%s%s%s] %s:%d => ",
		z->atom&6?"A":z->atom&32?"D":"-",
		accpstate[n][j]?"a" :"-",
		stopstate[n][j]?"e" : "-",
		progstate[n][j]?"p" : "-",
		z->atom & 8 ?"L":"G",
		PanSource, srcln[j]);
	for (i = 0; z->tp[i]; i++)
		if (z->tp[i] == '\n')
			printf("\\n");
		else
			putchar(z->tp[i]);
	if (verbose && z->qu[0])
	{	printf("\t[");
		for (i = 0; i < 6; i++)
			if (z->qu[i])
				printf("(%d,%d)",
				z->qu[i], z->ty[i]);
		printf("]");
	}
	printf("\n");
	fflush(stdout);
}
/* spin -a m.pml; cc -o pan pan.c; ./pan -D | dot -Tps > foo.ps; ps2pdf foo.ps */
void
dot_crack(int n, int j, Trans *z)
{	int i;

	if (!z) return;
	printf("	S%d -> S%d  [color=black", j, z->st);

	if (z->atom&6) printf(",style=dashed");
	else if (z->atom&32) printf(",style=dotted");
	else if (z->atom&8) printf(",style=solid");
	else printf(",style=bold");

	printf(",label=\"");
	for (i = 0; z->tp[i]; i++)
	{	if (z->tp[i] == '\\'
		&&  z->tp[i+1] == 'n')
		{	i++; printf(" ");
		} else
		{	putchar(z->tp[i]);
	}	}
	printf("\"];\n");
	if (accpstate[n][j]) printf("  S%d [color=red,style=bold];\n", j);
	else if (progstate[n][j]) printf("  S%d [color=green,style=bold];\n", j);
	if (stopstate[n][j]) printf("  S%d [color=blue,style=bold,shape=box];\n", j);
}

#ifdef VAR_RANGES
#define BYTESIZE	32	/* 2^8 : 2^3 = 256:8 = 32 */

typedef struct Vr_Ptr {
	char	*nm;
	uchar	vals[BYTESIZE];
	struct Vr_Ptr *nxt;
} Vr_Ptr;
Vr_Ptr *ranges = (Vr_Ptr *) 0;

void
logval(char *s, int v)
{	Vr_Ptr *tmp;

	if (v<0 || v > 255) return;
	for (tmp = ranges; tmp; tmp = tmp->nxt)
		if (!strcmp(tmp->nm, s))
			goto found;
	tmp = (Vr_Ptr *) emalloc(sizeof(Vr_Ptr));
	tmp->nxt = ranges;
	ranges = tmp;
	tmp->nm = s;
found:
	tmp->vals[(v)/8] |= 1<<((v)%8);
}

void
dumpval(uchar X[], int range)
{	int w, x, i, j = -1;

	for (w = i = 0; w < range; w++)
	for (x = 0; x < 8; x++, i++)
	{
from:		if ((X[w] & (1<<x)))
		{	printf("%d", i);
			j = i;
			goto upto;
	}	}
	return;
	for (w = 0; w < range; w++)
	for (x = 0; x < 8; x++, i++)
	{
upto:		if (!(X[w] & (1<<x)))
		{	if (i-1 == j)
				printf(", ");
			else
				printf("-%d, ", i-1);
			goto from;
	}	}
	if (j >= 0 && j != 255)
		printf("-255");
}

void
dumpranges(void)
{	Vr_Ptr *tmp;
	printf("\nValues assigned within ");
	printf("interval [0..255]:\n");
	for (tmp = ranges; tmp; tmp = tmp->nxt)
	{	printf("\t%s\t: ", tmp->nm);
		dumpval(tmp->vals, BYTESIZE);
		printf("\n");
	}
}
#endif
