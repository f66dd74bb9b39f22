package io.millrace.test;

import io.millrace.annotation.Operator;
import io.millrace.annotation.Sink;
import io.millrace.annotation.Source;
import io.millrace.topology.Topology;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.MethodMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/**
 * Keeps out of a {@link MillraceTest} what declares no part of a topology. Reads class files only, so that nothing else of
 * the application is loaded.
 */
final class MillraceTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<MillraceTest> {

    private static final Set<String> STEPS =
            Set.of(Source.class.getName(), Operator.class.getName(), Sink.class.getName());

    MillraceTypeExcludeFilter(Class<?> testClass) {
        super(testClass);
    }

    @Override
    protected boolean defaultInclude(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
        return super.defaultInclude(reader, factory)
                || reader.getAnnotationMetadata().hasAnnotation(ConfigurationProperties.class.getName())
                || declaresTopology(reader.getAnnotationMetadata())
                || hasSteps(reader, factory);
    }

    private static boolean declaresTopology(AnnotationMetadata type) {
        return type.getAnnotatedMethods(Bean.class.getName()).stream()
                .anyMatch(method -> method.getReturnTypeName().equals(Topology.class.getName()));
    }

    /** Whether the class, or one that it extends or implements, has methods that are steps. */
    private static boolean hasSteps(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
        AnnotationMetadata type = reader.getAnnotationMetadata();
        Set<MethodMetadata> methods = type.getDeclaredMethods();
        if (methods.stream().anyMatch(MillraceTypeExcludeFilter::isStep)) {
            return true;
        }
        for (String parent : parents(type)) {
            if (!parent.startsWith("java.") && hasSteps(factory.getMetadataReader(parent), factory)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isStep(MethodMetadata method) {
        return STEPS.stream().anyMatch(method::isAnnotated);
    }

    private static String[] parents(AnnotationMetadata type) {
        @Nullable String superclass = type.getSuperClassName();
        Stream<String> extended = superclass == null ? Stream.empty() : Stream.of(superclass);
        return Stream.concat(extended, Stream.of(type.getInterfaceNames())).toArray(String[]::new);
    }
}
