package org.nansen.gateway.intake;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.nansen.gateway.ledger.Drop;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.Fault;
import org.nansen.gateway.record.FaultCode;
import org.springframework.stereotype.Component;

/** Sends chunks through {@code intake.accept.<system>}, each as an exchange of its own, so that operators see them count. */
@Component
class AcceptProducer implements ChunkSink {

    private final ProducerTemplate template;

    AcceptProducer(CamelContext camel) {
        this.template = camel.createProducerTemplate();
    }

    @Override
    public Drop offer(Offer offer) {
        Exchange exchange = template.send("direct:intake.accept." + offer.drop().system(), done -> done.getMessage()
                .setBody(offer));
        // A failure that some error handling took for handled leaves no exception, only a body that is not a drop.
        if (exchange.getException() == null && exchange.getMessage().getBody() instanceof Drop drop) {
            return drop;
        }
        Throwable cause = exchange.getException() == null
                ? exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)
                : exchange.getException();
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof Fault fault) {
                throw fault;
            }
        }
        throw Defect.of(FaultCode.NG_900_DEFECT, "intake.accept", cause);
    }
}
