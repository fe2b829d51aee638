/*
 * The syntax of SVP.
 *
 * The parser room calls `header` once and `item` for each statement of the top level, so that a
 * parse tree lives no longer than its statement. Everything is decided by the next token or two;
 * what a rule cannot say (names that exist, statements in their place) is left to later stages.
 */
parser grammar SvpSyntax;

options { tokenVocab = SvpTokens; }

// ---- files

header : (MODULE name version? (WITH nameList)? | LIBRARY name) SEMICOLON;

version : NUMBER | VERSION;

item : use | statement;

use : USE name SEMICOLON;

statement
  : typeDeclaration
  | typeAlias
  | attributeDeclaration
  | attributeRoleDeclaration
  | role
  | booleanDeclaration
  | extern
  | require
  | user
  | customizable
  | allow
  | access
  | extendedAccess
  | typeRule
  | rangeTransition
  | typeAttribute
  | roleAttribute
  | roleTransition
  | expandAttribute
  | typeBounds
  | permissive
  | labels
  | conditional
  | optional
  | ifdef
  | extend
  | interfaceDeclaration
  | assertion
  | test
  | call
  ;

block : LBRACE statement* RBRACE;

// ---- declarations

typeDeclaration
  : (TYPE | DOMAIN) name (ALIAS aliases)? (COMMA name)* (IS membership (COMMA membership)*)?
    (SEMICOLON | block)
  ;

aliases : name | LBRACE name+ RBRACE;

membership : name arguments?;

typeAlias : TYPEALIAS name ALIAS aliases SEMICOLON;

attributeDeclaration : ATTRIBUTE nameList SEMICOLON;

attributeRoleDeclaration : ATTRIBUTE_ROLE nameList SEMICOLON;

role : ROLE name (TYPES nameSet | (COMMA name)*) SEMICOLON;

booleanDeclaration : (BOOLEAN name ASSIGN | BOOL name) (TRUE | FALSE) SEMICOLON;

extern
  : EXTERN (CLASS name LBRACE name+ RBRACE | externKind nameList | CALLER callerKind nameList) SEMICOLON
  ;

// What m4 requires by itself, an interface cannot leave to its callers.
callerKind : TYPE | ATTRIBUTE | ROLE | ATTRIBUTE_ROLE;

// Levels are read as in .te and mean nothing: what rules say of them is what is needed.
require : REQUIRE LBRACE requireItem* RBRACE;

requireItem
  : CLASS name permissionNames SEMICOLON
  | externKind nameList SEMICOLON
  | (SENSITIVITY | CATEGORY_KIND) nameList SEMICOLON
  ;

permissionNames : name | LBRACE name+ RBRACE;

externKind : TYPE | ATTRIBUTE | ROLE | ATTRIBUTE_ROLE | BOOLEAN | BOOL | USER;

user : USER name ROLES nameSet (LEVEL level)? (RANGE range)? SEMICOLON;

customizable : CUSTOMIZABLE nameList SEMICOLON;

// ---- rules

// Of types where a class follows, of roles where none does.
allow : ALLOW nameSet nameSet (COLON nameSet nameSet)? SEMICOLON;

access : (AUDITALLOW | DONTAUDIT | NEVERALLOW) nameSet nameSet COLON nameSet nameSet SEMICOLON;

extendedAccess
  : (ALLOWXPERM | AUDITALLOWXPERM | DONTAUDITXPERM | NEVERALLOWXPERM)
    nameSet nameSet COLON nameSet name TILDE? (numberRange | LBRACE numberRange+ RBRACE) SEMICOLON
  ;

numberRange : NUMBER (MINUS NUMBER)?;

typeRule
  : (TYPE_TRANSITION | TYPE_CHANGE | TYPE_MEMBER)
    nameSet nameSet COLON nameSet name (STRING | name)? SEMICOLON
  ;

rangeTransition : RANGE_TRANSITION nameSet nameSet (COLON nameSet)? range SEMICOLON;

typeAttribute : TYPEATTRIBUTE nameSet nameList SEMICOLON;

roleAttribute : ROLEATTRIBUTE name nameList SEMICOLON;

roleTransition : ROLE_TRANSITION nameSet nameSet (COLON nameSet)? name SEMICOLON;

expandAttribute : EXPANDATTRIBUTE nameSet (TRUE | FALSE) SEMICOLON;

typeBounds : TYPEBOUNDS name nameList SEMICOLON;

permissive : PERMISSIVE name SEMICOLON;

// ---- labels

labels : LABELS name labelBlock;

labelBlock : LBRACE labelItem* RBRACE;

labelItem
  : (PATH | TREE | REGEX) STRING fileKind* (LEVEL range)? SEMICOLON
  | IFDEF LPAREN buildExpression RPAREN labelBlock (ELSE labelBlock)?
  ;

fileKind : ANY | FILE | DIR | LNK_FILE | CHR_FILE | BLK_FILE | SOCK_FILE | FIFO_FILE;

// ---- scopes

conditional : IF LPAREN expression RPAREN block (ELSE block)?;

// An `else` is refused with its reason after parsing.
optional : OPTIONAL block (ELSE block)?;

ifdef : IFDEF LPAREN buildExpression RPAREN block (ELSE block)?;

extend : EXTEND name block;

// Precedence is checkpolicy's: == and != bind tighter than !, then &&, ^, ||.
expression : exclusive (OR exclusive)*;

exclusive : conjunction (XOR conjunction)*;

conjunction : negation (AND negation)*;

negation : NOT negation | equality;

equality : primary ((EQUAL | UNEQUAL) operand)*;

operand : NOT negation | primary;

primary : LPAREN expression RPAREN | name;

buildExpression : buildConjunction (OR buildConjunction)*;

buildConjunction : buildNegation (AND buildNegation)*;

buildNegation : NOT buildNegation | buildPrimary;

buildPrimary
  : LPAREN buildExpression RPAREN
  | (BOOLEAN | TYPE | ATTRIBUTE | ROLE) name
  | GIVEN name
  | name
  ;

// ---- what must hold of the linked policy

assertion
  : ASSERT
    ( MCS_CONSTRAINED nameSet
    | NO FLOW flowEnd ARROW flowEnd weight? (EXCEPT THROUGH nameSet)? states?
    | FLOW flowEnd ARROW flowEnd weight? ONLY THROUGH nameSet states?
    ) SEMICOLON
  ;

flowEnd : nameSet (COLON range)?;

weight : WEIGHT NUMBER;

states : WHEN LPAREN expression RPAREN;

test : TEST STRING testBlock;

testBlock : LBRACE testItem* RBRACE;

testItem
  : (PROCESS | OBJECT) name ASSIGN testLabel SEMICOLON
  | callee (CAN | CANNOT) nameSet (numberRange | LBRACE numberRange+ RBRACE)? name COLON nameSet
    SEMICOLON
  | callee STARTS name AS name SEMICOLON
  | callee CREATES name STRING? IN name AS name SEMICOLON
  | IF LPAREN expression RPAREN testBlock (ELSE testBlock)?
  ;

testLabel : LABEL_OF LPAREN STRING COMMA fileKind RPAREN | context;

// TYPE, TYPE:LEVEL, or USER:ROLE:TYPE and a level where the target has any; told apart later.
context : name (COLON name (COMMA name)*)* (MINUS level)?;

// ---- interfaces and templates

interfaceDeclaration
  : (DEPRECATED STRING)? (INTERFACE | TEMPLATE) name
    LPAREN (parameter (COMMA parameter)*)? RPAREN block
  ;

parameter : OPTIONAL? parameterKind name ELLIPSIS?;

parameterKind
  : DOMAIN | DOMAINS | TYPE | TYPES | ATTRIBUTE | NEW_TYPE | ROLE | ATTRIBUTE_ROLE | CLASSES | PERMISSIONS
  | BOOLEAN | STEM | FILE_NAME | RANGE | STRING_KIND
  ;

call : callee arguments SEMICOLON;

arguments : LPAREN (argument (COMMA argument)*)? RPAREN;

argument : (name ASSIGN)? value;

value
  : STRING
  | MINUS name
  | argumentLevel (MINUS argumentLevel)?
  | bracedSet
  ;

argumentLevel : name (COLON name (COMMA CATEGORY)*)?;

// ---- names, sets, levels

nameList : name (COMMA name)*;

nameSet : name | bracedSet;

bracedSet
  : STAR
  | TILDE name
  | TILDE? LBRACE element+ RBRACE
  ;

element : MINUS? (name | STAR | LBRACE element+ RBRACE);

range : level (MINUS level)?;

level : name (COLON name (COMMA name)*)?;

// What a call and a test's statement may start with: any word that is at the head of no other.
callee
  : NAME
  | WITH | ALIAS | IS | TRUE | FALSE | CLASS | ROLES | LEVEL | RANGE | TYPES | DOMAINS | GIVEN | PATH | TREE
  | REGEX | ANY | FILE | DIR | LNK_FILE | CHR_FILE | BLK_FILE | SOCK_FILE | FIFO_FILE | NEW_TYPE
  | CLASSES | PERMISSIONS | STEM | FILE_NAME | STRING_KIND | SENSITIVITY | CATEGORY_KIND
  | CATEGORY | CALLER | PROCESS | OBJECT | LABEL_OF | CAN | CANNOT | STARTS | CREATES | IN | AS
  | MCS_CONSTRAINED | NO | FLOW | WEIGHT | EXCEPT | ONLY | THROUGH | WHEN
  ;

// Every word is a name where a name is expected.
name
  : NAME
  | WITH | ALIAS | IS | TRUE | FALSE | CLASS | ROLES | LEVEL | RANGE | TYPES | DOMAINS | GIVEN | PATH | TREE
  | REGEX | ANY | FILE | DIR | LNK_FILE | CHR_FILE | BLK_FILE | SOCK_FILE | FIFO_FILE | NEW_TYPE
  | CLASSES | PERMISSIONS | STEM | FILE_NAME | STRING_KIND | SENSITIVITY | CATEGORY_KIND
  | CATEGORY | CALLER | PROCESS | OBJECT | LABEL_OF | CAN | CANNOT | STARTS | CREATES | IN | AS
  | MCS_CONSTRAINED | NO | FLOW | WEIGHT | EXCEPT | ONLY | THROUGH | WHEN
  | MODULE | LIBRARY | USE | TYPE | DOMAIN | TYPEALIAS | ATTRIBUTE | ATTRIBUTE_ROLE | ROLE
  | BOOLEAN | BOOL | EXTERN | REQUIRE | USER | CUSTOMIZABLE | ALLOW | AUDITALLOW | DONTAUDIT
  | NEVERALLOW | ALLOWXPERM | AUDITALLOWXPERM | DONTAUDITXPERM | NEVERALLOWXPERM | TYPE_TRANSITION
  | TYPE_CHANGE | TYPE_MEMBER | RANGE_TRANSITION | TYPEATTRIBUTE | ROLEATTRIBUTE
  | ROLE_TRANSITION | EXPANDATTRIBUTE | TYPEBOUNDS | PERMISSIVE | LABELS | IF | ELSE | OPTIONAL
  | IFDEF | EXTEND | ASSERT | TEST | DEPRECATED | INTERFACE | TEMPLATE
  ;
