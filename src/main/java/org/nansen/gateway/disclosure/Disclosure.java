package org.nansen.gateway.disclosure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.CaseFile;
import org.nansen.gateway.ledger.CaseFile.Earlier;
import org.nansen.gateway.ledger.Cases;
import org.nansen.gateway.ledger.Completion;
import org.nansen.gateway.ledger.MessageKind;
import org.nansen.gateway.ledger.NewLetter;
import org.nansen.gateway.ledger.RecordClaim;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.NationalSystem;
import org.nansen.gateway.record.NationalSystem.Learn;
import org.nansen.gateway.record.NationalSystem.Mode;
import org.nansen.gateway.record.NationalSystems;
import org.nansen.gateway.record.StatusChange;
import org.nansen.gateway.record.Wall;

/**
 * Decides who learns of a record: by the policy for each destination, and by the system's profile for the answer to
 * whoever asked. Each destination ends in a letter or in a withheld message with the rule that kept it.
 */
public final class Disclosure {

    private static final String ANSWER_RULE = "may-learn";

    private final Policy policy;
    private final Cases cases;
    private final NationalSystems systems;
    private final Messages messages;
    private final Duration lookAgain;
    private final Clock clock;

    Disclosure(Policy policy, Cases cases, NationalSystems systems, DisclosureSettings settings, Clock clock) {
        this.policy = policy;
        this.cases = cases;
        this.systems = systems;
        this.messages = new Messages(settings.verifyWithin());
        this.lookAgain = settings.lookAgain();
        this.clock = clock;
    }

    /** Decides about the claimed record; nothing is sent here. */
    public Completion decide(RecordClaim claim) {
        CaseFile file = cases.file(claim);
        AsylumRecord record = file.record();
        Completion completion = Completion.of(claim);
        if (file.identity().isEmpty()) {
            return completion.waiting(FaultCode.NG_303_PERSON_UNKNOWN, lookAgain);
        }
        if (needsAPerson(record.statusChange())) {
            return completion.review(FaultCode.NG_305_REVIEW);
        }
        NationalSystem system = systems.find(record.source().system()).orElse(null);
        Facts facts = Facts.of(file, system);
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        for (PolicyDestination to : policy.destinations().values()) {
            Verdict verdict = policy.judge(facts, to, today);
            if (verdict instanceof Verdict.Send send) {
                completion.letter(letter(send, file, to, now));
                if (send.asked() != null) {
                    completion.note(send.message() + " to " + to.name() + " waits for a release, "
                            + send.asked().code());
                }
            } else if (verdict instanceof Verdict.Withhold withhold) {
                completion.withheld(withhold.message(), to.name(), withhold.rule(), withhold.why(), withhold.would());
            }
        }
        if (system != null) {
            answer(completion, claim, file, facts, system, today);
        }
        return completion;
    }

    /**
     * Becoming a national and dying end what INTERPOL's refugee policy covers; its commission has declined to apply it
     * to people who became nationals. Silent by default, and a person looks.
     */
    private static boolean needsAPerson(@Nullable StatusChange status) {
        return status != null
                && (status.kind() == StatusChange.Kind.NATURALISED || status.kind() == StatusChange.Kind.DECEASED);
    }

    private NewLetter letter(Verdict.Send send, CaseFile file, PolicyDestination to, Instant now) {
        String earlier = earlier(file, send.message(), to.name());
        return new NewLetter(
                send.message(),
                to.name(),
                "mail",
                send.rule(),
                policy.version(),
                messages.write(send.message(), file, to, earlier, now),
                send.release(),
                earlier);
    }

    private void answer(
            Completion completion,
            RecordClaim claim,
            CaseFile file,
            Facts facts,
            NationalSystem system,
            LocalDate today) {
        String destination = "system." + system.name();
        String channel = system.replyChannel();
        if (system.learn() == Learn.NOTHING || channel == null) {
            return;
        }
        String earlier = earlier(file, MessageKind.M7, destination);
        if (earlier != null && Answers.interim(file)) {
            // An interim word is given once.
            return;
        }
        if (today.isBefore(policy.validFrom())) {
            completion.withheld(MessageKind.M7, destination, "not-valid-yet", FaultCode.NG_311_NOT_VALID_YET);
        } else if (!Wall.passes(system.country(), facts.shield())) {
            completion.withheld(MessageKind.M7, destination, "wall", FaultCode.NG_301_WALL);
        } else if (!facts.legal()) {
            completion.withheld(MessageKind.M7, destination, "legal", FaultCode.NG_308_LEGAL);
        } else if (system.mode() == Mode.SHADOW) {
            completion.withheld(MessageKind.M7, destination, "shadow", FaultCode.NG_310_SHADOW, ANSWER_RULE);
        } else {
            completion.letter(new NewLetter(
                    MessageKind.M7,
                    destination,
                    channel,
                    ANSWER_RULE,
                    policy.version(),
                    Answers.write(claim, file, system.learn(), earlier),
                    NewLetter.Release.AUTOMATIC,
                    earlier));
        }
    }

    private static @Nullable String earlier(CaseFile file, MessageKind kind, String destination) {
        return file.earlier().stream()
                .filter(letter -> letter.kind() == kind && letter.destination().equals(destination))
                .reduce((first, second) -> second)
                .map(Earlier::id)
                .orElse(null);
    }
}
