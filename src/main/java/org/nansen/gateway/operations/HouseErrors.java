package org.nansen.gateway.operations;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Claim;
import org.nansen.gateway.record.Fault;
import org.nansen.gateway.record.FaultCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What the house does with every failure of every route: one line in the log and one count. The message of an exception
 * that is not ours may hold a person's data, so only its class is shown.
 */
@Component("houseErrors")
class HouseErrors {

    /** Where the {@code ledger:} endpoint keeps the unit in hand. */
    static final String CLAIM = "LedgerClaim";

    private static final Logger LOG = LoggerFactory.getLogger(HouseErrors.class);

    private final MeterRegistry meters;

    HouseErrors(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Whether somebody waits at an HTTP door for this exchange's reply. */
    public boolean fromHttp(Exchange exchange) {
        Endpoint from = exchange.getFromEndpoint();
        String uri = from == null ? "" : from.getEndpointUri();
        return uri.startsWith("platform-http:") || uri.startsWith("rest:");
    }

    /** Logs and counts; the exception stays on the exchange for whoever started it. */
    public void note(Exchange exchange) {
        noted(exchange);
    }

    /** Logs, counts, and puts a reply in place of whatever the body was: an inner route's failure leaves the request in it. */
    public void reply(Exchange exchange) {
        String id = noted(exchange);
        Message reply = exchange.getMessage();
        reply.removeHeaders("*");
        reply.setHeader(Exchange.HTTP_RESPONSE_CODE, 500);
        reply.setHeader(Exchange.CONTENT_TYPE, "application/problem+json");
        reply.setBody(
                "{\"type\":\"about:blank\",\"title\":\"Internal error\",\"status\":500,\"code\":\"%s\",\"detail\":\"%s\",\"instance\":\"urn:uuid:%s\"}"
                        .formatted(FaultCode.NG_900_DEFECT.code(), FaultCode.NG_900_DEFECT.hint(), id));
    }

    private String noted(Exchange exchange) {
        Throwable fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Claim claim = exchange.getProperty(CLAIM, Claim.class);
        FaultCode code = claim == null || fault == null
                ? codeOf(fault)
                : claim.faultOf(fault).code();
        String id = UUID.randomUUID().toString();
        LOG.warn(
                "fault code={} route={} unit={} kind={} at={} id={}",
                code.code(),
                exchange.getFromRouteId(),
                claim == null ? "-" : claim.id(),
                fault == null ? "none" : fault.getClass().getName(),
                fault instanceof Fault ours ? ours.at() : place(fault),
                id);
        meters.counter("gateway.faults", "code", code.code()).increment();
        return id;
    }

    static FaultCode codeOf(@Nullable Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof Fault ours) {
                return ours.code();
            }
        }
        return FaultCode.NG_900_DEFECT;
    }

    /** Returns the line of code that a foreign exception came from: enough to find it, and nothing of the data. */
    private static String place(Throwable fault) {
        return fault == null || fault.getStackTrace().length == 0 ? "-" : fault.getStackTrace()[0].toString();
    }
}
