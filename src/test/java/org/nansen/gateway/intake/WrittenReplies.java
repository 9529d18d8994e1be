package org.nansen.gateway.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.nansen.gateway.ledger.ReceiptClaim;
import org.nansen.gateway.ledger.ReceiptWriter;

/** Writes receipts as delivery does, so that the reply doors can be seen at work without that room. */
public final class WrittenReplies {

    private final ReceiptWriter receipts;

    WrittenReplies(ReceiptWriter receipts) {
        this.receipts = receipts;
    }

    public void prepare(Exchange exchange) throws IOException {
        ReceiptClaim claim = exchange.getMessage().getBody(ReceiptClaim.class);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        receipts.write(claim.receiptId(), out);
        exchange.getMessage().setHeader(Exchange.FILE_NAME, "receipt-" + claim.receiptId() + ".ndjson");
        exchange.getMessage().setBody(out.toByteArray());
    }

    public void prepareMessage(Exchange exchange) {
        ReceiptClaim claim = exchange.getMessage().getBody(ReceiptClaim.class);
        if (claim.address() != null) {
            exchange.getMessage().setHeader("CamelJmsDestinationName", claim.address());
        }
        exchange.getMessage().setHeader("_AMQ_DUPL_ID", claim.id());
        exchange.getMessage()
                .setBody(receipts.json(claim.receiptId()).orElseThrow().toString());
    }

    public void publish(Exchange exchange) {
        exchange.getMessage().removeHeaders("*");
    }
}
