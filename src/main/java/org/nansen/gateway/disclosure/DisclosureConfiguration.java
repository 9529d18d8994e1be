package org.nansen.gateway.disclosure;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.nansen.gateway.ledger.Cases;
import org.nansen.gateway.record.NationalSystems;
import org.nansen.gateway.settings.Home;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DisclosureSettings.class)
class DisclosureConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(Disclosure.class);

    @Bean
    Policy policy(Home home, Environment environment, Clock clock) {
        Policy policy = new PolicyReader(environment::getProperty)
                .read(home.config().resolve("policy.yaml"), "config/policy.yaml");
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (today.isBefore(policy.validFrom())) {
            LOG.warn(
                    "Policy {} is valid from {} (UTC) on; until then everything is withheld",
                    policy.version(),
                    policy.validFrom());
        } else {
            LOG.info(
                    "Policy {} is in force: {} destinations, {} rules",
                    policy.version(),
                    policy.destinations().size(),
                    policy.rules().size());
        }
        return policy;
    }

    @Bean
    Disclosure disclosure(
            Policy policy, Cases cases, NationalSystems systems, DisclosureSettings settings, Clock clock) {
        // Not a reason to stop: a system's folder may be taken away for a while, and the rule then only says less.
        policy.rules().stream()
                .filter(rule -> rule.when().system() != null
                        && rule.when().system().stream().anyMatch(name -> !systems.isConfigured(name)))
                .forEach(
                        rule -> LOG.warn("Policy rule {} names a national system that is not configured", rule.name()));
        return new Disclosure(policy, cases, systems, settings, clock);
    }
}
