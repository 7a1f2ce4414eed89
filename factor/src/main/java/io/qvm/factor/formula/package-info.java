/**
 * The formula language: text in, a checked tree out, numbers from it.
 *
 * <p>A formula reads items, market fields and past returns, and computes; it can do nothing else. {@link
 * io.qvm.factor.formula.FormulaReader} turns text into a {@link io.qvm.factor.formula.Formula}, which names its {@link
 * io.qvm.factor.formula.Input inputs} so that the engine can find them, and computes one number from their values. A new
 * function is an entry of {@link io.qvm.factor.formula.Operation} if it works on numbers of one ticker and day, or an
 * {@link io.qvm.factor.formula.Input} if it looks into the past. The parser generator shows nowhere else.
 */
@NullMarked
package io.qvm.factor.formula;

import org.jspecify.annotations.NullMarked;
