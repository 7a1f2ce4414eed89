grammar Formula;

formula : expression EOF ;

expression
    : '-' expression                                             # negation
    | expression op=('*' | '/') expression                       # product
    | expression op=('+' | '-') expression                       # sum
    | NAME '(' (expression (',' expression)*)? ')'               # call
    | NAME                                                       # name
    | NUMBER                                                     # number
    | '(' expression ')'                                         # parentheses
    ;

NAME   : [A-Za-z_] [A-Za-z_0-9]* ;
NUMBER : ([0-9]+ ('.' [0-9]*)? | '.' [0-9]+) ([eE] [+-]? [0-9]+)? ;
SPACE  : [ \t\r\n]+ -> skip ;
