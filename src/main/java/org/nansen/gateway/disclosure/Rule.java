package org.nansen.gateway.disclosure;

import org.nansen.gateway.ledger.MessageKind;

/**
 * One rule of the policy.
 *
 * @param destination the destination it is for
 * @param basis the national law it rests on
 */
record Rule(String name, String destination, Conditions when, MessageKind message, Release release, String basis) {

    /** How a message gets out. */
    enum Release {
        NEVER,
        AUTOMATIC,
        REVIEW,
        FOUR_EYES
    }
}
