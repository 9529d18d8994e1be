package org.nansen.gateway.crash;

/** What keeps the ledger. */
public enum Engine {
    SQLITE,
    POSTGRESQL
}
