package org.nansen.gateway.intake;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file's name and the receipt that claimed it: {@code work/<receiptId>.<name>}. Receipt ids are UUIDv7, so that claimed
 * files sort by the time of their claim.
 */
record FileName(String receiptId, String name) {

    static final String WORK = "work";

    /** Names of any other shape are never taken: a hostile listing could point outside the folder. */
    private static final Pattern TAKEN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private static final Pattern UNFINISHED =
            Pattern.compile(".*\\.(tmp|temp|part|partial|filepart|crdownload|done)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CLAIMED =
            Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.([A-Za-z0-9][A-Za-z0-9._-]{0,127})");
    private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

    static String newReceiptId() {
        return IDS.generate().toString();
    }

    /** Claims a file under a new receipt. */
    static FileName claim(String name) {
        return new FileName(newReceiptId(), name);
    }

    /** Returns the claim that a name in {@code work} stands for, or empty when it is not one of ours. */
    static Optional<FileName> ofClaimed(String claimedName) {
        Matcher matcher = CLAIMED.matcher(claimedName);
        return matcher.matches() ? Optional.of(new FileName(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    static boolean fit(String name) {
        return TAKEN.matcher(name).matches();
    }

    /** Whether the name says that the sender is not done, or is a sign beside a file. */
    static boolean unfinished(String name) {
        return name.startsWith(".") || UNFINISHED.matcher(name).matches();
    }

    /** Returns the same file under a new receipt. */
    FileName anew() {
        return claim(name);
    }

    String claimed() {
        return receiptId + "." + name;
    }

    @Override
    public String toString() {
        return "FileName[receipt=" + receiptId + "]";
    }
}
