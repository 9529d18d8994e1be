package org.nansen.gateway.screening;

/** How a screening endpoint is spoken to. */
interface Adapter extends AutoCloseable {

    /**
     * Asks, once.
     *
     * @throws org.nansen.gateway.record.Unavailable when the endpoint cannot be reached, is out of order or refuses us
     * @throws org.nansen.gateway.record.Defect when it refuses this question for good
     */
    Answer ask(Question question);

    @Override
    void close();
}
