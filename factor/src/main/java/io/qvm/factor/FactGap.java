package io.qvm.factor;

/** Why facts give no value on a day. */
public enum FactGap {
    /** No fact of the item was known, for whatever quarter. */
    NONE_KNOWN,
    /** Facts were known, but not of the consecutive quarters that are needed. */
    NOT_CONSECUTIVE
}
