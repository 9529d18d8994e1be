package org.nansen.gateway.intake;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.nansen.gateway.record.NationalSystem;

/**
 * What a profile leaves open that is allowed and yet seldom meant: for whoever writes one, before it is in use. What is
 * wrong stops the system; this does not.
 */
final class ProfileAdvice {

    private static final Period SOON = Period.ofDays(60);

    private ProfileAdvice() {}

    /** Returns sentences, each with the setting that it is about; none when there is nothing to say. */
    static List<String> of(SystemProfile profile, LocalDate today) {
        List<String> advice = new ArrayList<>();
        SystemProfile.Feed feed = profile.feed();
        if (feed == null || feed.newerBy() == null) {
            advice.add(
                    "feed.newer-by: the system sends no versions, so an older record that comes late cannot be told from a"
                            + " newer one, and replaces it; name the field that orders versions, if there is any");
        }
        if (feed != null && feed.isSnapshot() && feed.newerBy() == null && !"name".equals(feed.order())) {
            advice.add(
                    "feed.order: without versions an older snapshot that comes late is taken for the newest; if the files'"
                            + " names sort as they were taken, say order: name");
        }
        if (feed != null && "0%".equals(feed.vanishAtMost())) {
            advice.add("feed.vanish-at-most: every snapshot in which any row is missing will be held");
        }
        if (feed != null && feed.historyBefore() != null && feed.historyBefore().isAfter(today)) {
            advice.add("feed.history-before: lies in the future, so nothing at all is asked or told until then");
        }
        SystemProfile.Screening screening = profile.legal().screening();
        LocalDate until = screening == null || screening.ncbAuthorisation() == null
                ? null
                : screening.ncbAuthorisation().until();
        if (!profile.may().ask().isEmpty()
                && until != null
                && !today.isAfter(until)
                && today.isAfter(until.minus(SOON))) {
            advice.add("legal.screening.ncb-authorisation: runs out on " + until + "; nothing is asked after that day");
        }
        if (profile.retention() == null) {
            advice.add(
                    "retention: is missing, so everything that the system hands over is kept until somebody erases it; say for"
                            + " how long the law lets it be kept");
        }
        if (profile.mode() == NationalSystem.Mode.SHADOW) {
            advice.add(
                    "mode: the system is in shadow mode: everything is computed and shown, nothing is asked or sent");
        }
        return advice;
    }
}
