package org.nansen.gateway.operations;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.springframework.stereotype.Component;

/** The routes that take work from the ledger. */
@Component
class LedgerRoutes {

    private static final String LEDGER = "ledger://";

    private final CamelContext context;

    LedgerRoutes(CamelContext context) {
        this.context = context;
    }

    /** The queues that a route takes from: what is open for another one will never go. */
    Set<String> queues() {
        return context.getRoutes().stream()
                .map(Route::getEndpoint)
                .map(endpoint -> endpoint.getEndpointUri())
                .filter(uri -> uri.startsWith(LEDGER))
                .map(uri -> uri.substring(LEDGER.length()).split("\\?", 2)[0])
                .collect(Collectors.toSet());
    }
}
