package org.nansen.gateway.crash;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nansen.gateway.house.AskedQuestion;
import org.nansen.gateway.house.TakenMail;

/** Holds the histories of all who took part against each other and against the ledger. */
final class Judge {

    private final Site site;
    private final Population population;
    private final Findings findings;

    Judge(Site site, Population population, Findings findings) {
        this.site = site;
        this.population = population;
        this.findings = findings;
    }

    /** Judges everything; the gateways are down. Returns the identity for people. */
    String judge(List<Journal.Line> journal) throws SQLException, IOException {
        String identity;
        Ledger ledger;
        try (Connection connection = site.ledger()) {
            identity = Books.look(connection, true, findings);
            new ChainLaw(findings).judge(connection);
            ledger = Ledger.of(connection);
        }
        findings.accepted(ledger.records.stream()
                .filter(record -> record.sequence() != null)
                .count());
        Accepted accepted = new IntakeLaws(site, population, findings, ledger).judge(journal);
        new ReceiptLaws(population, findings, ledger, site.lostLetters).judge(journal);
        new OutwardLaws(findings, ledger, accepted, site.lostLetters)
                .judge(
                        AskedQuestion.in(site.history().resolve("endpoint")),
                        TakenMail.in(site.history().resolve("mailbox")),
                        journal);
        new ClearText(findings).search(site.gatewayFolders());
        return identity;
    }

    /** The record that each row became, where it became one. */
    static final class Accepted {

        private final Map<Ledger.Rec, Row> rows = new HashMap<>();

        void add(Ledger.Rec record, Row row) {
            rows.put(record, row);
        }

        Map<Ledger.Rec, Row> rows() {
            return rows;
        }
    }
}
