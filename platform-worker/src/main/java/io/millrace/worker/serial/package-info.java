/**
 * Values as bytes: a codec for each type that a topology keeps or sends, by Kryo's input and output. Knows no operators.
 *
 * <p>A schema says what the bytes mean. It is written once for many values, and its text is
 *
 * <pre>
 * type     = scalar | group | struct | enum | sealed | custom | "#" number
 * scalar   = "string" | "int" | "long" | "double" | "uuid" | "instant" | "long[]" | …
 * group    = "list" "&lt;" type "&gt;" | "map" "&lt;" type "," type "&gt;" | "optional" "&lt;" type "&gt;" | …
 * struct   = class "{" [ field { "," field } ] "}"
 * field    = name ":" type [ "?" ]
 * enum     = "enum " class "{" [ constant { "," constant } ] "}"
 * sealed   = "sealed " class "{" type { "," type } "}"
 * custom   = "custom " '"' java-type '"' "@" version
 * </pre>
 *
 * <p>A question mark stands after a field that may be null. A number refers to the struct, enum or sealed type that was
 * begun as the one of this number, counted from 0: so each is written once, also a recursive one. For example {@code
 * shop.Order{id:uuid?,lines:list<shop.Line{article:string?,count:int}>?,state:enum shop.State{OPEN,PAID}?}}.
 *
 * <p>What was written with one schema can be read as another type of today if, in any depth, a struct has gained a field
 * (which is null, 0, false or an empty optional, or what a class without arguments to its constructor gives it), lost one,
 * or has them in another order; an {@code int} has become a {@code long}, or a {@code float} a {@code double}; a field that
 * was never null may be null now; an enum has other constants; a sealed type has gained subclasses; or a serializer has a
 * higher version.
 */
@NullMarked
package io.millrace.worker.serial;

import org.jspecify.annotations.NullMarked;
