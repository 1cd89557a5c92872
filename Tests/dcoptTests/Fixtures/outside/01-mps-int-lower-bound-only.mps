* RIGHT: optimal 35 (a=7 b=0 c=0; whole a >= 1 without upper bound). HiGHS, CBC (same file in fixed columns) and brute force: 35.
NAME t
ROWS
 N cost
 G need
COLUMNS
 M1 'MARKER' 'INTORG'
 a cost 5 need 3
 b cost 4 need 2
 M2 'MARKER' 'INTEND'
 c cost 3 need 1
RHS
 RHS need 20.5
BOUNDS
 LO BND a 1
 UP BND b 3
ENDATA
