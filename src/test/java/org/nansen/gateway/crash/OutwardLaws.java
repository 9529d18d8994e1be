package org.nansen.gateway.crash;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.nansen.gateway.house.AskedQuestion;
import org.nansen.gateway.house.TakenMail;

/** What the endpoint, the mailbox and the asking systems saw, against what they should have seen. */
final class OutwardLaws {

    private final Findings findings;
    private final Ledger ledger;
    private final Map<Ledger.Rec, Row> accepted;
    private final LostLetters lost;

    OutwardLaws(Findings findings, Ledger ledger, Judge.Accepted accepted, LostLetters lost) {
        this.findings = findings;
        this.ledger = ledger;
        this.accepted = accepted.rows();
        this.lost = lost;
    }

    void judge(List<AskedQuestion> questions, List<TakenMail> mails, List<Journal.Line> journal) {
        questions(questions);
        clear(questions);
        letters();
        mails(mails);
        answers(journal);
    }

    private void questions(List<AskedQuestion> questions) {
        Map<String, AskedQuestion> firsts = new HashMap<>();
        Map<String, Set<String>> keys = new HashMap<>();
        for (AskedQuestion question : questions) {
            keys.computeIfAbsent(question.reference(), key -> new TreeSet<>()).add(question.key());
            AskedQuestion first = firsts.putIfAbsent(question.key(), question);
            if (first != null) {
                findings.unless(
                        first.content().equals(question.content())
                                && first.reference().equals(question.reference()),
                        Law.ONE_KEY,
                        "key " + question.key() + " stands for two questions");
                findings.repeat("question", question.key(), first.time(), question.time());
            }
        }
        Set<String> known = new HashSet<>();
        accepted.forEach((record, row) -> {
            String reference = KeyedHash.reference(record.id());
            known.add(reference);
            boolean screened = row.source() != Source.CASEWORK && row.expected() == Expected.NEW;
            findings.unless(
                    screened == keys.containsKey(reference),
                    Law.EACH_ASKED,
                    row + (screened ? " was never asked, " : " was asked, ") + record.id());
            Set<String> asked = keys.getOrDefault(reference, Set.of());
            findings.unless(
                    asked.size() <= Math.max(1, ledger.rounds.getOrDefault(record.id(), 0)),
                    Law.ONE_KEY,
                    "reference " + reference + " was asked under " + asked);
        });
        keys.keySet()
                .forEach(reference -> findings.unless(
                        known.contains(reference),
                        Law.EACH_ASKED,
                        "a question about no accepted record, " + reference));
    }

    /** Nothing is clear by a failure: the endpoint said so of this database, and the answer arrived with all that it says. */
    private void clear(List<AskedQuestion> questions) {
        Map<String, Set<String>> said = new HashMap<>();
        questions.stream().filter(question -> question.status() == 200).forEach(question -> said.computeIfAbsent(
                        question.reference(), key -> new HashSet<>())
                .addAll(List.of(question.answer().split(",", -1))));
        for (Ledger.Clear clear : ledger.clear) {
            Set<String> answers = said.getOrDefault(KeyedHash.reference(clear.recordId()), Set.of());
            findings.unless(
                    clear.dated() && answers.contains(clear.database() + "=no-hit"),
                    Law.CLEAR_IS_SAID,
                    clear.recordId() + " is clear in " + clear.database() + ", but the endpoint "
                            + (answers.isEmpty()
                                    ? "said nothing"
                                    : clear.dated() ? "said " + answers : "was not heard out"));
        }
    }

    /** Each accepted record has the letters that the policy asks for, one each. */
    private void letters() {
        Map<String, List<Ledger.Mail>> byRecord = new HashMap<>();
        for (Ledger.Mail letter : ledger.letters) {
            if (letter.recordId() != null) {
                byRecord.computeIfAbsent(letter.recordId(), key -> new ArrayList<>())
                        .add(letter);
                findings.unless(
                        letter.state().equals("delivered") || letter.state().equals("replaced"),
                        Law.EACH_TOLD,
                        letter.kind() + " " + letter.id() + " is " + letter.state());
            }
        }
        accepted.forEach((record, row) -> {
            boolean acts = row.expected() == Expected.NEW;
            expect(record, row, "M8", acts && row.told(), byRecord);
            expect(record, row, "M5", acts && row.hit(), byRecord);
            expect(record, row, "M7", acts && row.source() != Source.REGISTRY, byRecord);
        });
    }

    private void expect(
            Ledger.Rec record, Row row, String kind, boolean wanted, Map<String, List<Ledger.Mail>> byRecord) {
        long found = byRecord.getOrDefault(record.id(), List.of()).stream()
                .filter(letter -> letter.kind().equals(kind))
                .count();
        Law law = kind.equals("M7") ? Law.ONE_ANSWER : Law.EACH_TOLD;
        findings.unless(
                found == (wanted ? 1 : 0), law, "%s has %d letters %s, %s".formatted(row, found, kind, record.id()));
    }

    private void mails(List<TakenMail> mails) {
        Map<String, TakenMail> firsts = new HashMap<>();
        Map<String, Integer> order = new HashMap<>();
        Map<String, Ledger.Mail> letters = new HashMap<>();
        ledger.letters.stream()
                .filter(letter -> letter.channel().equals("mail"))
                .forEach(letter -> letters.put(letter.id(), letter));
        for (TakenMail mail : mails) {
            String id = mail.messageId().replaceAll("^<|@.*$", "");
            order.putIfAbsent(id, order.size());
            TakenMail first = firsts.putIfAbsent(id, mail);
            if (first != null) {
                findings.repeat("mail", mail.messageId(), first.time(), mail.time());
                findings.unless(
                        first.content().equals(mail.content()),
                        Law.ONE_MAIL,
                        mail.messageId() + " came with two contents");
            }
            Ledger.Mail letter = letters.get(id);
            findings.unless(letter != null, Law.ONE_MAIL, "a mail of no letter, " + mail.messageId());
            findings.unless(
                    letter == null || mail.recipients().startsWith(letter.destination() + "@"),
                    Law.ONE_MAIL,
                    mail.messageId() + " went to " + mail.recipients());
        }
        letters.values()
                .forEach(letter -> findings.unless(
                        !letter.state().equals("delivered") || firsts.containsKey(letter.id()),
                        Law.EACH_TOLD,
                        letter.kind() + " " + letter.id() + " never reached the mailbox"));
        order(letters, order);
    }

    private void order(Map<String, Ledger.Mail> letters, Map<String, Integer> arrived) {
        Map<String, List<Ledger.Mail>> lines = new HashMap<>();
        letters.values().stream()
                .filter(letter -> arrived.containsKey(letter.id()))
                .forEach(letter -> lines.computeIfAbsent(
                                letter.person() + " " + letter.destination(), key -> new ArrayList<>())
                        .add(letter));
        lines.forEach((line, sent) -> {
            sent.sort(Comparator.comparingLong(this::sequence));
            for (int i = 1; i < sent.size(); i++) {
                findings.unless(
                        arrived.get(sent.get(i - 1).id())
                                < arrived.get(sent.get(i).id()),
                        Law.IN_ORDER,
                        "%s came after %s (%s)"
                                .formatted(sent.get(i - 1).id(), sent.get(i).id(), line));
            }
        });
    }

    private long sequence(Ledger.Mail letter) {
        Ledger.Rec record = ledger.byId.get(String.valueOf(letter.recordId()));
        return record == null ? 0 : Objects.requireNonNullElse(record.sequence(), 0L);
    }

    private void answers(List<Journal.Line> journal) {
        Map<String, Instant> firsts = new HashMap<>();
        for (Journal.Line line : journal) {
            if (line.what().equals("answer")) {
                Instant first = firsts.putIfAbsent(line.about(), line.at());
                if (first != null) {
                    findings.repeat("answer", line.about(), first, line.at());
                }
            }
        }
        ledger.letters.stream()
                .filter(letter -> letter.channel().equals("reply.border") && letter.recordId() != null)
                .filter(letter -> letter.state().equals("delivered"))
                .forEach(letter -> findings.unless(
                        firsts.containsKey(String.valueOf(letter.recordId()))
                                || lost.answerOn(String.valueOf(letter.recordId())),
                        Law.ONE_ANSWER,
                        "the answer on " + letter.recordId() + " never reached the queue"));
    }
}
