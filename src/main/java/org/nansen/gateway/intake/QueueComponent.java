package org.nansen.gateway.intake;

import org.apache.camel.component.jms.JmsComponent;
import org.springframework.stereotype.Component;

/**
 * The Camel component {@code jms}: the house's connections, and headers shut out both ways. Without a system that uses
 * queues there is no broker, and it has nothing to connect to.
 */
@Component("jms")
class QueueComponent extends JmsComponent {

    QueueComponent(QueueAccess queues) {
        QueueLink link = queues.link();
        if (link != null) {
            getConfiguration().setConnectionFactory(link.pooled());
            getConfiguration().setTemplateConnectionFactory(link.pooled());
            getConfiguration().setListenerConnectionFactory(link.plain());
        }
        // Messages are looked at as they are: mapping would open objects.
        setMapJmsMessage(false);
        setHeaderFilterStrategy(new QueueHeaderStrategy());
    }
}
