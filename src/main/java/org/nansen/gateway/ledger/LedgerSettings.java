package org.nansen.gateway.ledger;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings under {@code gateway.ledger}.
 *
 * @param url JDBC URL; {@code jdbc:sqlite:<path>} with the path seen from the gateway's home, or
 *     {@code jdbc:postgresql://<host>:<port>/<database>}, with two hosts for a pair
 * @param user login at PostgreSQL
 * @param passwordFile file with its password, seen from the gateway's home
 * @param node name of this node among those that share a ledger; the machine's name where absent
 * @param masterKeyFile file with 32 bytes in Base64, seen from the gateway's home; made at the first start
 * @param readers connections that only read
 * @param lease how long a claim holds before another may take the unit; must exceed every send time-out
 * @param screening how much screening runs at once
 * @param disclosure how much deciding runs at once
 * @param mail how much mail is handed over at once
 * @param reply how much each reply door hands over at once
 * @param retryFrom first pause before a failed unit or dependency is tried again; doubles up to {@code retryUpTo}
 * @param retryUpTo longest pause before another try
 * @param waitForPerson how long a decision waits for the record of its person before it parks
 * @param removalsPerSecond records and drops that retention looks at in a second at most, over all nodes; 0 removes nothing
 * @param backupFolder where backups go, seen from the gateway's home; best on another disk
 */
@Validated
@ConfigurationProperties(prefix = "gateway.ledger", ignoreUnknownFields = false)
record LedgerSettings(
        @NotBlank @DefaultValue("jdbc:sqlite:data/ledger.db")
        String url,

        @Nullable String user,
        @Nullable String passwordFile,

        @Nullable @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
        String node,

        @NotBlank @DefaultValue("secrets/master.key") String masterKeyFile,
        @Min(1) @DefaultValue("4") int readers,
        @NotNull @DefaultValue("PT10M") Duration lease,
        @Min(1) @DefaultValue("32") int screening,
        @Min(1) @DefaultValue("4") int disclosure,
        @Min(1) @DefaultValue("4") int mail,
        @Min(1) @DefaultValue("1") int reply,
        @NotNull @DefaultValue("PT1S") Duration retryFrom,
        @NotNull @DefaultValue("PT1M") Duration retryUpTo,
        @NotNull @DefaultValue("P7D") Duration waitForPerson,
        @Min(0) @Max(10_000) @DefaultValue("100") int removalsPerSecond,

        @NotBlank @DefaultValue("backup") String backupFolder) {

    String nodeName() {
        return node == null ? MachineName.get() : node;
    }
}
