package org.nansen.gateway.operations;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceUnit;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.RecordJson;

/**
 * Judges records of one file whose number came before in it as the ledger does: the same thing is the same record number,
 * event and ordinal, and its content is what the source said before mapping. What was accepted of other files is not known
 * here. Memory is bounded: numbers beyond the limit are not remembered, and it is said that they were not.
 */
final class TryRepeats {

    /** Numbers and versions that are remembered; a file may hold any number of them. */
    static final int MOST = 200_000;

    private final boolean stock;
    private final int most;
    private final Map<Digest, Newest> newest = new HashMap<>();
    private final Map<Digest, Digest> versions = new HashMap<>();
    private byte @Nullable [] lastContent;
    private @Nullable Digest lastDigest;
    private long duplicates;
    private long later;
    private boolean complete = true;

    /** Half of a SHA-256 says enough: nobody gains by two that meet. */
    private record Digest(long first, long second) {}

    private record Newest(Digest content, long eventTime) {}

    /** @param stock whether the file is a whole stock */
    TryRepeats(boolean stock, int most) {
        this.stock = stock;
        this.most = most;
    }

    /** Returns why the record is rejected, or null when it is taken, or is a duplicate of one further up. */
    SourceUnit.@Nullable Problem judge(AsylumRecord record, byte[] sourceContent) {
        String id = record.source().recordId()
                + '\n'
                + RecordJson.name(record.event())
                + '\n'
                + record.source().ordinal();
        String version = record.source().version();
        Digest key = digest(id.getBytes(StandardCharsets.UTF_8));
        Digest content = contentOf(sourceContent);
        Newest before = newest.get(key);
        if (before != null && stock && before.content.equals(content)) {
            duplicates++;
            return null;
        }
        if (before != null && stock && version == null) {
            return SourceUnit.Problem.of("source/recordId", FaultCode.NG_162_ROW_TWICE);
        }
        Digest underVersion = version == null ? null : digest((id + '\n' + version).getBytes(StandardCharsets.UTF_8));
        Digest other = underVersion == null ? null : versions.get(underVersion);
        if (other != null
                ? other.equals(content)
                : version == null && before != null && before.content.equals(content)) {
            duplicates++;
            return null;
        }
        if (other != null) {
            return SourceUnit.Problem.of("source/version", FaultCode.NG_107_SAME_VERSION);
        }
        long eventTime = record.eventTime().toEpochMilli();
        later += before == null ? 0 : 1;
        if (before == null || eventTime >= before.eventTime) {
            remember(newest, key, new Newest(content, eventTime));
        }
        if (underVersion != null) {
            remember(versions, underVersion, content);
        }
        return null;
    }

    private <T> void remember(Map<Digest, T> known, Digest key, T value) {
        if (known.containsKey(key) || newest.size() + versions.size() < most) {
            known.put(key, value);
        } else {
            complete = false;
        }
    }

    /** One unit of the source gives several records with the same content. */
    @SuppressWarnings("ReferenceEquality") // the very same bytes need no second digest; equal ones give an equal one
    private Digest contentOf(byte[] content) {
        if (lastDigest == null || lastContent != content) {
            lastDigest = digest(content);
            lastContent = content;
        }
        return lastDigest;
    }

    private static Digest digest(byte[] bytes) {
        try {
            ByteBuffer sha =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new Digest(sha.getLong(), sha.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Records that say again what one further up said. */
    long duplicates() {
        return duplicates;
    }

    /** Records that are taken as versions of one further up. */
    long later() {
        return later;
    }

    /** Whether every number could be remembered. */
    boolean complete() {
        return complete;
    }
}
