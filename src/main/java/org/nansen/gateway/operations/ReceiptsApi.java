package org.nansen.gateway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import org.nansen.gateway.ledger.Drop;
import org.nansen.gateway.ledger.Drops;
import org.nansen.gateway.ledger.ReceiptWriter;
import org.nansen.gateway.ledger.Views;
import org.nansen.gateway.security.Login;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Receipts (M2): what became of each record of a drop; fields and codes, never values. */
@RestController
class ReceiptsApi {

    private final Drops drops;
    private final ReceiptWriter receipts;

    ReceiptsApi(Drops drops, Views views) {
        this.drops = drops;
        this.receipts = new ReceiptWriter(drops, views);
    }

    /** A system sees its own receipts only; another's answers as if there were none, so that ids cannot be probed. */
    @GetMapping("/api/v1/receipts/{id}")
    JsonNode receipt(
            @PathVariable("id") String id,
            @RequestParam(name = "after", defaultValue = "0") long after,
            @RequestParam(name = "afterRejection", defaultValue = "0") long afterRejection,
            @RequestParam(name = "limit", defaultValue = "1000") int limit,
            @AuthenticationPrincipal Login reader) {
        Drop drop = drops.find(id).orElseThrow(Refusal::notFound);
        if (reader.system() != null && !reader.system().equals(drop.system())) {
            throw Refusal.notFound();
        }
        return receipts.json(id, Page.after(after), Page.after(afterRejection), Page.limit(limit))
                .orElseThrow(Refusal::notFound);
    }
}
