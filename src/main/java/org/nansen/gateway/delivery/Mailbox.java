package org.nansen.gateway.delivery;

import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Completion;
import org.nansen.gateway.ledger.Letter;
import org.nansen.gateway.ledger.LetterClaim;
import org.nansen.gateway.record.Destination;
import org.nansen.gateway.record.Destinations;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.NationalSystem;
import org.nansen.gateway.record.NationalSystems;
import org.nansen.gateway.record.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands letters to the mail server. The recipient is resolved now, not when the letter was written: a destination that
 * has left the policy, is no test destination any more, or lies in a country that has since become feared, gets nothing;
 * nor does anybody of what a system sent that has since been put into shadow mode.
 */
public final class Mailbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    private final Destinations destinations;
    private final NationalSystems systems;
    private final @Nullable MailServer server;
    private final @Nullable SmtpLines lines;

    Mailbox(
            Destinations destinations,
            NationalSystems systems,
            @Nullable MailServer server,
            @Nullable SmtpLines lines) {
        this.destinations = destinations;
        this.systems = systems;
        this.server = server;
        this.lines = lines;
    }

    /**
     * Hands the letter over; returns when the mail server has taken it, or with a refusal where it must not go.
     *
     * @throws Unavailable when the mail server cannot be used now; the letter waits
     * @throws org.nansen.gateway.record.Defect when the mail server refuses this letter for good
     */
    public Completion send(LetterClaim claim) {
        Letter letter = claim.letter();
        Completion completion = Completion.of(claim);
        if (isInTheShadow(claim.system())) {
            return refused(completion, letter, FaultCode.NG_310_SHADOW);
        }
        Destination to = destinations.find(letter.destination()).orElse(null);
        if (to == null || to.mail() == null) {
            return refused(completion, letter, FaultCode.NG_302_NO_RULE);
        }
        if (!to.test()) {
            return refused(completion, letter, FaultCode.NG_306_NOT_TEST);
        }
        if (server == null || lines == null) {
            throw Unavailable.of(FaultCode.NG_602_SETTING, "mailbox");
        }
        byte[] mail = Mail.bytes(letter, server.from(), to.mail());
        if (!LastLook.passes(mail, to, server.from(), claim.shield())) {
            return refused(completion, letter, FaultCode.NG_301_WALL);
        }
        claim.mustHold();
        lines.deliver(server.from(), to.mail(), mail);
        return completion;
    }

    /** As when the letter was decided on: of a system that is not configured any more nothing leaves either. */
    private boolean isInTheShadow(String system) {
        return systems.find(system)
                .map(known -> known.mode() == NationalSystem.Mode.SHADOW)
                .orElse(true);
    }

    private static Completion refused(Completion completion, Letter letter, FaultCode why) {
        LOG.warn("letter {} is not sent: {}", letter.id(), why.code());
        return completion.refuse(why);
    }

    @Override
    public void close() {
        if (lines != null) {
            lines.close();
        }
    }
}
