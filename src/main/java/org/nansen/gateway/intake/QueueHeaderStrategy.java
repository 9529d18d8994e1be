package org.nansen.gateway.intake;

import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Lets no header of a message in and only the duplicate id out: names differ in case and dialect, so a list of what is
 * bad would never be whole.
 */
final class QueueHeaderStrategy implements HeaderFilterStrategy {

    private static final Set<String> OUT = Set.of("_AMQ_DUPL_ID");

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !OUT.contains(name);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return true;
    }
}
