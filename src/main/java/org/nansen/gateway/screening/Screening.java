package org.nansen.gateway.screening;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedSet;
import org.nansen.gateway.ledger.Completion;
import org.nansen.gateway.ledger.Lanes;
import org.nansen.gateway.ledger.RecordClaim;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.ScreeningResult;
import org.nansen.gateway.record.Unavailable;

/**
 * Asks, for one record, every connection for the databases that may be asked and have not answered yet, one call a
 * connection. It goes on until every part is final; nothing that was answered is lost because another connection is down.
 */
final class Screening {

    private static final Duration LONGEST_POLL = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final ScreeningSettings settings;
    private final ScreeningGate gate;
    private final Connections connections;
    private final Lanes lanes;
    private final Clock clock;

    Screening(ScreeningSettings settings, ScreeningGate gate, Connections connections, Lanes lanes, Clock clock) {
        this.settings = settings;
        this.gate = gate;
        this.connections = connections;
        this.lanes = lanes;
        this.clock = clock;
    }

    /**
     * Returns the result when every part is final, else what is known so far and when to go on.
     *
     * @throws Unavailable when nothing could be asked and the interim word was given already
     * @throws Defect when an endpoint refused the question for good and nothing else is open
     */
    public Completion ask(RecordClaim claim) {
        AsylumRecord record = claim.record();
        ScreeningGate.Leave leave = gate.judge(record, claim.system());
        Progress progress = new Progress(claim.parts(), leave, clock.instant());
        Outlook outlook = new Outlook();
        for (Map.Entry<String, SortedSet<String>> connection :
                progress.open(leave.permitted()).entrySet()) {
            ask(claim, record, leave, connection.getKey(), connection.getValue(), progress, outlook);
        }
        return progress.isFinal() ? finished(claim, progress) : unfinished(claim, progress, outlook);
    }

    private void ask(
            RecordClaim claim,
            AsylumRecord record,
            ScreeningGate.Leave leave,
            String connection,
            SortedSet<String> databases,
            Progress progress,
            Outlook outlook) {
        Instant now = clock.instant();
        Duration wait = progress.untilDue(connection, databases, settings.askAgain(), now);
        if (!wait.isZero()) {
            outlook.incomplete(wait);
            return;
        }
        databases.removeIf(database -> !gate.isAttested(connection, database));
        if (databases.isEmpty() || leave.purpose() == null) {
            outlook.incomplete(SOON);
            return;
        }
        String lane = Connections.lane(connection);
        if (!lanes.mayTry(lane)) {
            outlook.unavailable(
                    lane, lanes.outage(lane).map(Lanes.Outage::why).orElse(FaultCode.NG_201_ENDPOINT_UNREACHABLE));
            return;
        }
        Question question = new Question(
                connection,
                claim.recordId(),
                progress.round(connection, databases),
                databases,
                leave.purpose(),
                record);
        claim.mustHold();
        try {
            Answer answer = connections.get(connection).ask(question);
            lanes.up(lane);
            if (answer instanceof Answer.Parts parts) {
                progress.add(parts);
                if (!progress.areFinal(connection, databases)) {
                    outlook.incomplete(settings.askAgain().after(question.round()));
                }
            } else {
                outlook.pending(poll(claim.attempts()));
            }
        } catch (Unavailable unavailable) {
            lanes.down(lane, unavailable.code());
            outlook.unavailable(lane, unavailable.code());
        } catch (Defect refused) {
            if (refused.code() == FaultCode.NG_207_ENDPOINT_REFUSED) {
                // It spoke, so it is up; what it does not like is this question.
                lanes.up(lane);
            }
            outlook.refused(refused);
        }
    }

    private static Completion finished(RecordClaim claim, Progress progress) {
        Completion completion = Completion.of(claim);
        progress.news().forEach(completion::part);
        progress.notes().forEach(completion::note);
        return completion.screening(progress.together());
    }

    private Completion unfinished(RecordClaim claim, Progress progress, Outlook outlook) {
        Instant now = clock.instant();
        Instant interimAt = claim.receivedAt().plus(settings.answerWithin());
        boolean interimDue = !claim.interimGiven() && !now.isBefore(interimAt);
        if (progress.news().isEmpty() && outlook.onlyRefused() != null && !interimDue) {
            throw outlook.onlyRefused();
        }
        if (progress.news().isEmpty() && outlook.isOnlyUnavailable() && claim.interimGiven()) {
            throw outlook.toUnavailable();
        }
        if (interimDue) {
            progress.markUnanswered(outlook.why(), now);
        }
        Completion completion = Completion.of(claim);
        progress.news().forEach(completion::part);
        progress.notes().forEach(completion::note);
        completion.again(outlook.why(), outlook.lane(), outlook.pause(SOON));
        if (interimDue) {
            ScreeningResult soFar = progress.together();
            return completion.screening(soFar).interim();
        }
        return claim.interimGiven() ? completion : completion.noLaterThan(interimAt);
    }

    private Duration poll(int attempts) {
        Duration pause = settings.pollEvery().multipliedBy(1L << Math.min(attempts, 10));
        return pause.compareTo(LONGEST_POLL) < 0 ? pause : LONGEST_POLL;
    }
}
