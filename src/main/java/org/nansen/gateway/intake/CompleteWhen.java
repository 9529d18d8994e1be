package org.nansen.gateway.intake;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a file may be taken: what the sender does to say that it is whole. */
sealed interface CompleteWhen {

    /** The sender writes under another name ({@code x.part}, {@code .x}, {@code x.tmp}) and renames into place. */
    record Renamed() implements CompleteWhen {}

    /** The sender writes {@code x} and then an empty {@code x.done}. */
    record DoneFile() implements CompleteWhen {}

    /** Size and time stayed the same for so long, by the gateway's own clock. */
    record UnchangedFor(Duration time) implements CompleteWhen {}

    @JsonCreator
    static CompleteWhen of(String text) {
        return switch (text) {
            case "renamed" -> new Renamed();
            case "done-file" -> new DoneFile();
            default -> new UnchangedFor(Duration.parse(text.substring("unchanged-for ".length())));
        };
    }

    static CompleteWhen orRenamed(@Nullable CompleteWhen said) {
        return said == null ? new Renamed() : said;
    }
}
