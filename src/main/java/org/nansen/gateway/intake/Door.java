package org.nansen.gateway.intake;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a system hands its records over. Every text in it has passed the profile's schema. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Door.Sftp.class, name = "sftp"),
    @JsonSubTypes.Type(value = Door.Folder.class, name = "file"),
    @JsonSubTypes.Type(value = Door.Queue.class, name = "jms"),
    @JsonSubTypes.Type(value = Door.Rest.class, name = "rest")
})
sealed interface Door {

    /** Name of the kind, as in the profile and in the ledger. */
    String kind();

    /** A door behind which files lie. */
    sealed interface Files extends Door permits Sftp, Folder {

        String readFrom();

        CompleteWhen completeWhen();

        Duration every();
    }

    /** A folder on the system's SSH server. */
    record Sftp(
            String host,
            @Nullable Integer port,
            String user,
            @Nullable String keyFile,
            @Nullable String password,
            @Nullable String passwordFile,
            String knownHosts,
            String readFrom,
            CompleteWhen completeWhen,
            Duration every)
            implements Files {

        public Sftp {
            completeWhen = CompleteWhen.orRenamed(completeWhen);
            every = orTenSeconds(every);
        }

        int portOrUsual() {
            return port == null ? 22 : port;
        }

        @Override
        public String kind() {
            return "sftp";
        }

        @Override
        public String toString() {
            return "Sftp[host=" + host + "]";
        }
    }

    /** A folder of this machine. */
    record Folder(String readFrom, CompleteWhen completeWhen, Duration every) implements Files {

        public Folder {
            completeWhen = CompleteWhen.orRenamed(completeWhen);
            every = orTenSeconds(every);
        }

        @Override
        public String kind() {
            return "file";
        }
    }

    /** A queue; who the sender is, the broker's login says. */
    record Queue(
            String queue,
            String user,
            @Nullable String password,
            @Nullable String passwordFile) implements Door {

        @Override
        public String kind() {
            return "jms";
        }

        @Override
        public String toString() {
            return "Queue[queue=" + queue + "]";
        }
    }

    /** Requests over HTTP. */
    record Rest(String user, String passwordHash) implements Door {

        @Override
        public String kind() {
            return "rest";
        }

        @Override
        public String toString() {
            return "Rest[user=" + user + "]";
        }
    }

    private static Duration orTenSeconds(@Nullable Duration every) {
        return every == null || every.isZero() ? Duration.ofSeconds(10) : every;
    }
}
