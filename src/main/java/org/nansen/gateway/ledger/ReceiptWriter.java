package org.nansen.gateway.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nansen.gateway.record.FaultCode;

/**
 * Receipts (M2) in the forms that systems see: what was received, accepted, already known, rejected and left out, line
 * by line. They name fields and codes, never values.
 *
 * <p>One JSON object for an answer over HTTP or a queue, its lists cut at a page; newline-delimited JSON for a file, the
 * head first, then one object a line, so that a receipt of a million lines needs no more memory than one of ten.
 */
public final class ReceiptWriter {

    /** Lines in one page of a list, at most. */
    public static final int PAGE = 1_000;

    /** Lines of a list in one message, at most. */
    private static final int MESSAGE = 20_000;

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final Drops drops;
    private final Views views;

    public ReceiptWriter(Drops drops, Views views) {
        this.drops = drops;
        this.views = views;
    }

    /** Returns the receipt with the first page of both lists, or empty when there is no such drop. */
    public Optional<ObjectNode> json(String receiptId) {
        return json(receiptId, 0, 0, PAGE);
    }

    /**
     * Returns the receipt with one page of each list; {@code nextRecords} and {@code nextRejections} in it, where
     * present, are what to ask for next.
     *
     * @param after records after this number only
     * @param afterRejection rejections after this number only
     * @param limit lines in each list, 1 to {@link #PAGE}
     */
    public Optional<ObjectNode> json(String receiptId, long after, long afterRejection, int limit) {
        return page(receiptId, after, afterRejection, Math.max(1, Math.min(limit, PAGE)));
    }

    /**
     * Returns the receipt for a message, whose reader cannot ask for more: with as many lines of each list as fit into one.
     */
    public Optional<ObjectNode> message(String receiptId) {
        return page(receiptId, 0, 0, MESSAGE);
    }

    private Optional<ObjectNode> page(String receiptId, long after, long afterRejection, int page) {
        return drops.find(receiptId).map(drop -> {
            ObjectNode receipt = head(drop);
            List<Views.ReceiptLine> lines = views.receiptRecords(receiptId, after, page);
            ArrayNode records = receipt.putArray("records");
            lines.forEach(line -> records.add(record(line)));
            if (!lines.isEmpty()
                    && views.receiptRecords(receiptId, last(lines), 1).size() == 1) {
                receipt.put("nextRecords", last(lines));
            }
            List<Views.NumberedRejection> wrong = views.receiptRejections(receiptId, afterRejection, page);
            ArrayNode rejections = receipt.putArray("rejections");
            wrong.forEach(one -> rejections.add(rejection(one.rejection())));
            if (wrong.size() == page) {
                receipt.put("nextRejections", wrong.get(wrong.size() - 1).number());
            }
            return receipt;
        });
    }

    /**
     * Writes the receipt as newline-delimited JSON and leaves the stream open.
     *
     * @return false when there is no such drop; nothing is written then
     */
    public boolean write(String receiptId, OutputStream out) throws IOException {
        Optional<Drop> drop = drops.find(receiptId);
        if (drop.isEmpty()) {
            return false;
        }
        line(out, head(drop.get()));
        long after = 0;
        List<Views.ReceiptLine> lines = views.receiptRecords(receiptId, after, PAGE);
        while (!lines.isEmpty()) {
            for (Views.ReceiptLine one : lines) {
                line(out, record(one));
            }
            after = last(lines);
            lines = views.receiptRecords(receiptId, after, PAGE);
        }
        long number = 0;
        List<Views.NumberedRejection> wrong = views.receiptRejections(receiptId, number, PAGE);
        while (!wrong.isEmpty()) {
            for (Views.NumberedRejection one : wrong) {
                line(out, rejection(one.rejection()));
            }
            number = wrong.get(wrong.size() - 1).number();
            wrong = views.receiptRejections(receiptId, number, PAGE);
        }
        return true;
    }

    private ObjectNode head(Drop drop) {
        ObjectNode head = JSON.createObjectNode()
                .put("receiptId", drop.receiptId())
                .put("state", drop.state().name().toLowerCase(Locale.ROOT))
                .put("received", drop.received())
                .put("accepted", drop.accepted())
                .put("duplicate", drop.duplicate())
                .put("rejected", drop.rejected())
                .put("skipped", drop.skipped());
        FaultCode why = drop.code();
        if (why != null) {
            head.put("code", why.code()).put("hint", why.hint());
        }
        drops.stock(drop.receiptId()).ifPresent(stock -> head.putObject("snapshot")
                .put("before", stock.present())
                .put("unchanged", stock.unchanged())
                .put("vanished", stock.vanished())
                .put("returned", stock.returned()));
        return head;
    }

    private static ObjectNode record(Views.ReceiptLine line) {
        return JSON.createObjectNode()
                .put("line", line.line())
                .put("id", line.id())
                .put("status", line.status());
    }

    private static ObjectNode rejection(Rejection rejection) {
        ObjectNode node = JSON.createObjectNode().put("line", rejection.line());
        if (rejection.field() != null) {
            node.put("field", rejection.field());
        }
        return node.put("code", rejection.code().code()).put("hint", rejection.hint());
    }

    private static long last(List<Views.ReceiptLine> lines) {
        return lines.get(lines.size() - 1).number();
    }

    private static void line(OutputStream out, ObjectNode node) throws IOException {
        try (JsonGenerator generator = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            JSON.writeTree(generator, node);
        }
        out.write("\n".getBytes(StandardCharsets.US_ASCII));
    }
}
