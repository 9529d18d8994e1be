package org.nansen.gateway.delivery;

import org.nansen.gateway.ledger.Drops;
import org.nansen.gateway.ledger.ReceiptWriter;
import org.nansen.gateway.ledger.Views;
import org.nansen.gateway.record.Destinations;
import org.nansen.gateway.record.NationalSystems;
import org.nansen.gateway.settings.Home;
import org.nansen.gateway.settings.Secrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailboxSettings.class)
class DeliveryConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    @Bean(destroyMethod = "close")
    Mailbox mailbox(
            MailboxSettings settings, Destinations destinations, NationalSystems systems, Home home, Secrets secrets) {
        if (settings.url() == null) {
            LOG.warn("gateway.mailbox.url is not set; letters to be mailed wait");
            return new Mailbox(destinations, systems, null, null);
        }
        MailServer server = MailServer.of(settings.url(), settings, home, secrets);
        if (!server.tls()) {
            LOG.warn(
                    "Mail goes out in clear, to this machine only; gateway.mailbox.plain-on-loopback-for-tests is set");
        }
        return new Mailbox(
                destinations, systems, server, new SmtpLines(server, settings.connections(), settings.idle()));
    }

    @Bean
    Replies replies(NationalSystems systems, Drops drops, Views views, Home home) {
        return new Replies(systems, new ReceiptWriter(drops, views), home);
    }
}
