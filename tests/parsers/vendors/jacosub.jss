#TITLE tides
#TIMERES 100
0:00:00.50 0:00:01.32 D Welcome back, Tom.
0:00:01.37 0:00:02.54 D Who drew the tides?
0:00:02.99 0:00:04.66 D A machine with brass gears did.
0:00:04.71 0:00:06.30 D It turned for a whole year.
0:00:06.75 0:00:08.17 D That is "quick" for 1872.
