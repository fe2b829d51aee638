/*
 * The words of SVP.
 *
 * Every text can be cut into these tokens: what fits nothing else becomes UNFINISHED_STRING,
 * UNFINISHED_COMMENT, QUOTE or STRAY, which no rule of the syntax takes, so that the parser room
 * can say in its own words what is wrong.
 *
 * The words below are reserved only where a statement starts; the syntax takes all of them as names
 * elsewhere (rule `name` of SvpSyntax), for SELinux has classes and types called file, dir, level ...
 */
lexer grammar SvpTokens;

channels { COMMENTS, DOCUMENTATION }

// ---- words at the head of a statement

MODULE : 'module';
LIBRARY : 'library';
USE : 'use';
TYPE : 'type';
DOMAIN : 'domain';
TYPEALIAS : 'typealias';
ATTRIBUTE : 'attribute';
ATTRIBUTE_ROLE : 'attribute_role';
ROLE : 'role';
BOOLEAN : 'boolean';
BOOL : 'bool';
EXTERN : 'extern';
REQUIRE : 'require';
USER : 'user';
CUSTOMIZABLE : 'customizable';
ALLOW : 'allow';
AUDITALLOW : 'auditallow';
DONTAUDIT : 'dontaudit';
NEVERALLOW : 'neverallow';
ALLOWXPERM : 'allowxperm';
AUDITALLOWXPERM : 'auditallowxperm';
DONTAUDITXPERM : 'dontauditxperm';
NEVERALLOWXPERM : 'neverallowxperm';
TYPE_TRANSITION : 'type_transition';
TYPE_CHANGE : 'type_change';
TYPE_MEMBER : 'type_member';
RANGE_TRANSITION : 'range_transition';
TYPEATTRIBUTE : 'typeattribute';
ROLEATTRIBUTE : 'roleattribute';
ROLE_TRANSITION : 'role_transition';
EXPANDATTRIBUTE : 'expandattribute';
TYPEBOUNDS : 'typebounds';
PERMISSIVE : 'permissive';
LABELS : 'labels';
IF : 'if';
ELSE : 'else';
OPTIONAL : 'optional';
IFDEF : 'ifdef';
EXTEND : 'extend';
ASSERT : 'assert';
TEST : 'test';
DEPRECATED : 'deprecated';
INTERFACE : 'interface';
TEMPLATE : 'template';

// ---- words inside statements

WITH : 'with';
ALIAS : 'alias';
IS : 'is';
TRUE : 'true';
FALSE : 'false';
CLASS : 'class';
ROLES : 'roles';
LEVEL : 'level';
RANGE : 'range';
TYPES : 'types';
DOMAINS : 'domains';
GIVEN : 'given';
PATH : 'path';
TREE : 'tree';
REGEX : 'regex';
ANY : 'any';
FILE : 'file';
DIR : 'dir';
LNK_FILE : 'lnk_file';
CHR_FILE : 'chr_file';
BLK_FILE : 'blk_file';
SOCK_FILE : 'sock_file';
FIFO_FILE : 'fifo_file';
NEW_TYPE : 'new_type';
CLASSES : 'classes';
PERMISSIONS : 'permissions';
STEM : 'stem';
FILE_NAME : 'file_name';
STRING_KIND : 'string';
SENSITIVITY : 'sensitivity';
CATEGORY_KIND : 'category';
CALLER : 'caller';
PROCESS : 'process';
OBJECT : 'object';
LABEL_OF : 'label_of';
CAN : 'can';
CANNOT : 'cannot';
STARTS : 'starts';
CREATES : 'creates';
IN : 'in';
AS : 'as';
MCS_CONSTRAINED : 'mcs_constrained';
NO : 'no';
FLOW : 'flow';
WEIGHT : 'weight';
EXCEPT : 'except';
ONLY : 'only';
THROUGH : 'through';
WHEN : 'when';

// A category or a range of them: in a call it tells `s0:c1,c2` from two arguments.
CATEGORY : 'c' DIGIT+ ('.c' DIGIT+)?;

// ---- names, numbers, text

// `-` and `.` stand inside a name only, never at its end: `{ a -b }` excludes, `who...` is a rest.
// `${stem}` is a piece to paste.
NAME : (LETTER | PASTE) (LETTER | DIGIT | PASTE | [.-] (LETTER | DIGIT | PASTE))*;

NUMBER : DIGIT+ | '0' [xX] [0-9a-fA-F]+;
VERSION : DIGIT+ ('.' DIGIT+)+;

// Raw: a backslash stays, and takes the next character with it.
STRING : '"' (~["\\\r\n] | '\\' ~[\r\n])* '"';
UNFINISHED_STRING : '"' (~["\\\r\n] | '\\' ~[\r\n])* '\\'?;

// ---- marks

SEMICOLON : ';';
COLON : ':';
COMMA : ',';
LBRACE : '{';
RBRACE : '}';
LPAREN : '(';
RPAREN : ')';
ASSIGN : '=';
STAR : '*';
TILDE : '~';
MINUS : '-';
ARROW : '->';
ELLIPSIS : '...';
AND : '&&';
OR : '||';
XOR : '^';
NOT : '!';
EQUAL : '==';
UNEQUAL : '!=';

// ---- comments and blanks

// Three slashes, not four.
DOC : '///' (~[/\r\n] ~[\r\n]*)? -> channel(DOCUMENTATION);
LINE_COMMENT : ('//' | '#') ~[\r\n]* -> channel(COMMENTS);
BLOCK_COMMENT : '/*' .*? '*/' -> channel(COMMENTS);
UNFINISHED_COMMENT : '/*' (~'*' | '*'+ ~[*/])* '*'* EOF;

BLANKS : [ \t\r\n]+ -> skip;

QUOTE : ['`];
STRAY : .;

fragment LETTER : [A-Za-z_];
fragment DIGIT : [0-9];
fragment PASTE : '${' LETTER (LETTER | DIGIT)* '}';
