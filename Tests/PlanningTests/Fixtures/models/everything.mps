* All that an MPS file can say of rows and bounds.
NAME          EVERY
ROWS
 N  COST
 N  WATCH
 L  LESS
 G  MORE
 E  SAME
 L  LESSR
 G  MORER
 E  SAMEP
 E  SAMEN
COLUMNS
    FREE      COST         1.5   LESS         1
    FREE      WATCH        1
    MINUS     COST        -2     MORE         1
    MINUS     SAME         1
    UPNEG     COST         0.1   SAME         1
    FIXED     COST         1     LESSR        1
    M1        'MARKER'                 'INTORG'
    WHOLE     COST         3     MORER        1
    BIN       COST        -1     SAMEP        1
    M2        'MARKER'                 'INTEND'
    LOW       COST         1     SAMEN        1
    LOW       SAMEP        1
RHS
    RHS       COST        -7.113
    RHS       LESS         4     MORE        -9
    RHS       SAME        -3     LESSR        8
    RHS       MORER        1.5   SAMEP        5
    RHS       SAMEN        5
RANGES
    RNG       LESSR        6     MORER        2.25
    RNG       SAMEP        1     SAMEN       -1
BOUNDS
 FR BND       FREE
 MI BND       MINUS
 UP BND       MINUS        4
 UP BND       UPNEG       -2
 FX BND       FIXED        2.5
 UP BND       WHOLE        9
 BV BND       BIN
 LO BND       LOW          1.25
ENDATA
