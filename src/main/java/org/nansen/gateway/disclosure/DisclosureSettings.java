package org.nansen.gateway.disclosure;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the disclosure room.
 *
 * @param verifyWithin how long the own National Central Bureau has to verify a hit: the deadline of an M5
 * @param lookAgain how soon a decision about a person of whom nothing is known is looked at again
 */
@Validated
@ConfigurationProperties(value = "gateway.disclosure", ignoreUnknownFields = false)
record DisclosureSettings(
        @NotNull @DefaultValue("P7D") Duration verifyWithin,
        @NotNull @DefaultValue("PT1M") Duration lookAgain) {}
