package org.nansen.gateway.operations;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the gateway is watched.
 *
 * @param refresh how often the gauges of {@code /observe/metrics} are read anew from the ledger, 1 s or longer
 */
@Validated
@ConfigurationProperties(value = "gateway.operations", ignoreUnknownFields = false)
record OperationsSettings(
        @NotNull @DurationMin(seconds = 1) @DefaultValue("PT5S")
        Duration refresh) {}
