package org.nansen.gateway.intake;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Feed;
import org.nansen.gateway.ledger.NewDrop;
import org.nansen.gateway.normalize.Dialect;
import org.nansen.gateway.normalize.SourceFormat;
import org.nansen.gateway.record.NationalSystem;

/**
 * A national system in use: its name, its folder and its profile.
 *
 * @param secret password of its SFTP or queue login, or null where it has none
 * @param spool private folder for content that has to lie on disk while it is read
 */
record SystemEntry(
        String name,
        Path folder,
        SystemProfile profile,
        @Nullable String secret,
        Path spool) {

    /** The ledger's queue of its receipts and answers. */
    String replyChannel() {
        return "reply." + name;
    }

    /**
     * Returns where a receipt goes, or null when nobody waits for one.
     *
     * @param address queue that the sender named, or null
     */
    NewDrop.@Nullable ReplyTo receiptTo(@Nullable String address) {
        boolean door = profile.reply() == null
                ? address != null && profile.door() instanceof Door.Queue
                : !(profile.reply() instanceof Reply.Get);
        return door ? new NewDrop.ReplyTo(replyChannel(), address) : null;
    }

    /** Lane of its door, under which health shows an outage. */
    String lane() {
        return "intake." + name;
    }

    NationalSystem known() {
        SystemProfile.Screening screening = profile.legal().screening();
        SystemProfile.NcbAuthorisation authorised = screening == null ? null : screening.ncbAuthorisation();
        return new NationalSystem(
                name,
                profile.country(),
                profile.mode(),
                screening == null ? null : screening.basis(),
                screening == null ? null : screening.purpose(),
                authorised == null ? null : authorised.until(),
                profile.may().ask(),
                profile.may().learn(),
                profile.reply() == null ? null : replyChannel(),
                profile.expectEvery());
    }

    /** How its drops are judged. */
    Feed feed() {
        SystemProfile.Feed feed = profile.feed();
        return feed == null ? Feed.CHANGES : feed.known();
    }

    /** How the system writes its records. */
    SourceFormat format() {
        return format(profile.format().kind(), charset(), Dialects.of(profile.format()), declaresCharset());
    }

    /** The same in requests, which are not taken compressed. */
    SourceFormat formatOfRequests() {
        return format(
                profile.format().kind(),
                charset(),
                Dialects.of(profile.format()).unpacked(),
                declaresCharset());
    }

    /** The same in text messages, whose characters are what they are. */
    SourceFormat formatOfTexts() {
        Dialect dialect = Dialects.of(profile.format()).withoutCharset().unpacked();
        return format(profile.format().kind(), StandardCharsets.UTF_8.name(), dialect, true);
    }

    /** How its records are read where they come as JSON in another framing than its own, for example an array over HTTP. */
    SourceFormat formatOfJson(SourceFormat.Kind kind) {
        Dialect dialect = Dialects.of(profile.format()).withoutCharset().unpacked();
        return format(
                kind,
                StandardCharsets.UTF_8.name(),
                kind == profile.format().kind() ? dialect : dialect.withoutRecordPath(),
                true);
    }

    private boolean declaresCharset() {
        String charset = profile.format().charset();
        return charset != null && !charset.equals(Dialect.DETECT);
    }

    private String charset() {
        String charset = profile.format().charset();
        return charset == null ? StandardCharsets.UTF_8.name() : charset;
    }

    /** @param charsetWins whether the character set holds although XML itself declares another */
    private SourceFormat format(SourceFormat.Kind kind, String charset, Dialect dialect, boolean charsetWins) {
        SystemProfile.Format format = profile.format();
        SystemProfile.Identity identity = profile.identity();
        String purpose = profile.legal().intake().purpose();
        return new SourceFormat(
                name,
                folder,
                kind,
                charset,
                Dialects.delimiter(format),
                format.header() == null || format.header(),
                format.columns() == null ? List.of() : format.columns(),
                Boolean.TRUE.equals(format.ragged()),
                identity.record(),
                reference(identity.person()),
                reference(identity.caseReference()),
                profile.feed() == null ? null : profile.feed().newerBy(),
                profile.country(),
                profile.legal().intake().basis(),
                purpose == null ? "asylum-procedure" : purpose,
                profile.mode() == NationalSystem.Mode.TEST,
                dialect,
                spool,
                kind == SourceFormat.Kind.XML ? profile.format().xml(charsetWins) : null);
    }

    private SourceFormat.ReferenceField reference(SystemProfile.ReferenceAt at) {
        return new SourceFormat.ReferenceField(at.space() == null ? name : at.space(), at.field());
    }

    @Override
    public String toString() {
        return "SystemEntry[" + name + "]";
    }
}
