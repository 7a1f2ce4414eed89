grammar Formula;

formula : expression EOF ;

expression
    : NAME '(' (argument (',' argument)*)? ')'                            # call
    | NAME                                                                # name
    | NUMBER                                                              # number
    | '(' expression ')'                                                  # parentheses
    | '-' expression                                                      # negation
    | expression op=('*' | '/') expression                                # product
    | expression op=('+' | '-') expression                                # sum
    | expression op=('<' | '<=' | '>' | '>=' | '==' | '!=') expression    # comparison
    | 'not' expression                                                    # not
    | expression 'and' expression                                         # and
    | expression 'or' expression                                          # or
    ;

argument : (NAME '=')? expression ;

NAME   : [A-Za-z_] [A-Za-z_0-9]* ;
NUMBER : ([0-9]+ ('.' [0-9]*)? | '.' [0-9]+) ([eE] [+-]? [0-9]+)? ;
SPACE  : [ \t\r\n]+ -> skip ;
