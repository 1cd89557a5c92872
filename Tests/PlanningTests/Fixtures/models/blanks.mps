NAME          BLANKS
ROWS
 N  COST
 G  ROW 1
COLUMNS
    COL A     COST               1.0   ROW 1              2.0
RHS
    RHS       ROW 1              3.0
ENDATA
