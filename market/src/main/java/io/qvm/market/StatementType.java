package io.qvm.market;

/** The statement that an item belongs to. */
public enum StatementType {
    /** Profit and loss: a flow over the quarter. */
    PL,
    /** Balance sheet: a stock at the quarter's end. */
    BS,
    /** Cash flow: a flow over the quarter. */
    CF
}
