package org.nansen.gateway.settings;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.settings.SettingsFault.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.ClassUtils;

/**
 * Stops the start when a key under {@code gateway.} belongs to no room. The rooms refuse unknown keys below their own
 * name themselves; a misspelt room would otherwise be silence. As there, environment variables and system properties do
 * not stop the start: container platforms set variables named after a service called gateway. Such a variable is logged.
 */
final class KnownKeys implements BeanFactoryPostProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(KnownKeys.class);
    private static final ConfigurationPropertyName GATEWAY = ConfigurationPropertyName.of("gateway");
    private static final Set<String> UNJUDGED = Set.of(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        Environment environment = beans.getBean(Environment.class);
        Set<ConfigurationPropertyName> known = known(beans);
        Set<Problem> problems = new LinkedHashSet<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource variables && isEnvironment(source)) {
                unknown(variables, known).forEach(KnownKeys::warn);
            } else if (source instanceof IterableConfigurationPropertySource all && !isUnjudged(source)) {
                for (ConfigurationPropertyName name : unknown(all, known)) {
                    ConfigurationProperty property = all.getConfigurationProperty(name);
                    problems.add(new Origins(environment)
                            .problem(
                                    name,
                                    property == null ? null : property.getOrigin(),
                                    "unknown key" + suggest(name, known)));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsFault(List.copyOf(problems));
        }
    }

    private static List<ConfigurationPropertyName> unknown(
            IterableConfigurationPropertySource source, Set<ConfigurationPropertyName> known) {
        List<ConfigurationPropertyName> unknown = new ArrayList<>();
        for (ConfigurationPropertyName name : source) {
            if (GATEWAY.isAncestorOf(name)
                    && known.stream().noneMatch(room -> room.equals(name) || room.isAncestorOf(name))) {
                unknown.add(name);
            }
        }
        return unknown;
    }

    private static Set<ConfigurationPropertyName> known(ConfigurableListableBeanFactory beans) {
        Set<ConfigurationPropertyName> known = new LinkedHashSet<>();
        known.add(ConfigurationPropertyName.of("gateway.home"));
        known.add(ConfigurationPropertyName.of("gateway.country"));
        for (String bean : beans.getBeanDefinitionNames()) {
            String type = beans.getBeanDefinition(bean).getBeanClassName();
            if (type != null && type.startsWith("org.nansen.gateway.")) {
                String prefix = prefix(ClassUtils.resolveClassName(type, beans.getBeanClassLoader()));
                if (prefix != null && prefix.startsWith("gateway.")) {
                    known.add(ConfigurationPropertyName.of(prefix));
                }
            }
        }
        return known;
    }

    private static @Nullable String prefix(Class<?> type) {
        ConfigurationProperties properties =
                AnnotatedElementUtils.findMergedAnnotation(type, ConfigurationProperties.class);
        return properties == null ? null : properties.prefix();
    }

    private static void warn(ConfigurationPropertyName name) {
        LOG.warn("an environment variable stands for {}, which is no setting of the gateway", name);
    }

    private static boolean isEnvironment(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof PropertySource<?> underlying
                && StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME.equals(underlying.getName());
    }

    private static boolean isUnjudged(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof PropertySource<?> underlying
                && UNJUDGED.contains(underlying.getName());
    }

    private static String suggest(ConfigurationPropertyName name, Set<ConfigurationPropertyName> known) {
        Set<String> rooms = new TreeSet<>();
        known.forEach(room -> rooms.add(room.getElement(1, ConfigurationPropertyName.Form.DASHED)));
        String room = name.getElement(1, ConfigurationPropertyName.Form.DASHED);
        return rooms.contains(room) ? "" : Nearest.suggest(room, rooms);
    }
}
