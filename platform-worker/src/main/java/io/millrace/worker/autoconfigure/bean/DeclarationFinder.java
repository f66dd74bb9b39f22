package io.millrace.worker.autoconfigure.bean;

import io.millrace.annotation.Operator;
import io.millrace.annotation.Sink;
import io.millrace.annotation.Source;
import io.millrace.topology.StepSpec.Declared.Role;
import io.millrace.worker.autoconfigure.sharing.Finding;
import io.millrace.worker.autoconfigure.sharing.SharedFields;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.env.Environment;

/**
 * Finds the methods and beans of a context that are annotated as sources, operators or sinks; the context's parents are not
 * asked. Looks at classes and bean definitions only, and creates no bean.
 */
final class DeclarationFinder {

    private static final Logger log = LoggerFactory.getLogger(DeclarationFinder.class);

    private static final List<Class<? extends Annotation>> ANNOTATIONS =
            List.of(Source.class, Operator.class, Sink.class);

    private final ConfigurableListableBeanFactory beans;
    private final BeanCodes codes;
    private final BeanTypes types;
    private final SettingsReader settings;
    private final Consumer<DeclarationFault> faults;

    DeclarationFinder(
            ConfigurableListableBeanFactory beans,
            BeanTypes types,
            Environment environment,
            Consumer<DeclarationFault> faults) {
        this.beans = beans;
        this.types = types;
        this.codes = new BeanCodes(types);
        this.settings = new SettingsReader(environment);
        this.faults = faults;
    }

    /** Everything that is annotated, in the order of the bean definitions and of the names of the methods. */
    List<Declaration> find() {
        List<Declaration> found = new ArrayList<>();
        for (String beanName : beans.getBeanNamesForType(Object.class, true, false)) {
            if (ScopedProxyUtils.isScopedTarget(beanName)) {
                continue;
            }
            Class<?> beanClass = types.targetClass(beanName);
            if (beanClass != null
                    && !beanClass.getName().startsWith("org.springframework.")
                    && AnnotationUtils.isCandidateClass(beanClass, ANNOTATIONS)) {
                methods(beanClass).forEach(method -> {
                    Declaration declaration = declared(beanName, beanClass, method);
                    if (declaration != null) {
                        found.add(declaration);
                    }
                });
            }
        }
        return found;
    }

    /** A bean without annotation that a topology names, or null if it is none that can play the role. */
    @Nullable
    Declaration named(String beanName, Role role) {
        Class<?> beanClass = beans.containsBean(beanName) ? types.targetClass(beanName) : null;
        if (beanClass == null) {
            return null;
        }
        Declaration.Code code = codes.ofBean(beanName, role, types.of(beanName), beanClass, true, null);
        return code == null
                ? null
                : new Declaration(role, Settings.ofBean(beanName), new Place(beanName, beanClass, null), code);
    }

    private static List<Method> methods(Class<?> beanClass) {
        Map<Method, Boolean> found = MethodIntrospector.selectMethods(
                beanClass, (MethodIntrospector.MetadataLookup<Boolean>) method -> isAnnotated(method) ? true : null);
        return found.keySet().stream()
                .sorted(Comparator.comparing(Method::getName).thenComparing(Method::toString))
                .toList();
    }

    private static boolean isAnnotated(Method method) {
        return ANNOTATIONS.stream().anyMatch(annotation -> AnnotatedElementUtils.hasAnnotation(method, annotation));
    }

    private @Nullable Declaration declared(String beanName, Class<?> beanClass, Method method) {
        boolean isFactory = AnnotatedElementUtils.hasAnnotation(method, Bean.class);
        String name = isFactory ? madeBy(method) : beanName;
        if (name == null) {
            return null;
        }
        Place place = new Place(name, beanClass, method);
        try {
            Declaration declaration = declared(name, beanClass, method, place, isFactory);
            if (!isFactory) {
                checkShared(declaration, name, beanClass, method);
            }
            return declaration;
        } catch (Refused e) {
            faults.accept(new DeclarationFault(place.toString(), String.valueOf(e.getMessage())));
            return null;
        }
    }

    /** One bean serves all tasks of an operator or sink; a source has one task that reads. */
    private void checkShared(Declaration declaration, String beanName, Class<?> beanClass, Method method) {
        if (declaration.role() == Role.SOURCE || declaration.settings().isShared() || !beans.isSingleton(beanName)) {
            return;
        }
        for (Finding finding : SharedFields.check(beanClass, method)) {
            if (finding.severity() == Finding.Severity.FAULT) {
                throw new Refused("bean is shared by all tasks of the step, but changes itself: " + finding.message()
                        + "; keep it in keyed state (@State), give each task a bean of its own"
                        + " (@Scope(\"prototype\")), use an atomic or concurrent type, or say shared = true");
            }
            log.warn(
                    "Bean is shared by all tasks of a step, and may change itself: bean={}, {};"
                            + " say shared = true if that is right",
                    beanName,
                    finding.message());
        }
    }

    private Declaration declared(String beanName, Class<?> beanClass, Method method, Place place, boolean isFactory) {
        Source source = AnnotatedElementUtils.findMergedAnnotation(method, Source.class);
        Operator operator = AnnotatedElementUtils.findMergedAnnotation(method, Operator.class);
        Sink sink = AnnotatedElementUtils.findMergedAnnotation(method, Sink.class);
        int annotations = (source == null ? 0 : 1) + (operator == null ? 0 : 1) + (sink == null ? 0 : 1);
        if (annotations > 1) {
            throw new Refused(
                    "method has several of @Source, @Operator and @Sink; leave one, and write a method for each");
        }
        String defaultName = isFactory ? beanName : method.getName();
        if (source != null) {
            Settings read = settings.read(source, defaultName, beanClass);
            return new Declaration(Role.SOURCE, read, place, code(Role.SOURCE, beanName, beanClass, method, isFactory));
        }
        if (operator != null) {
            Settings read = settings.read(operator, defaultName, beanClass);
            return new Declaration(
                    Role.OPERATOR, read, place, code(Role.OPERATOR, beanName, beanClass, method, isFactory));
        }
        if (sink != null) {
            Settings read = settings.read(sink, defaultName, beanClass);
            return new Declaration(Role.SINK, read, place, code(Role.SINK, beanName, beanClass, method, isFactory));
        }
        throw new Refused("annotation cannot be read; put it on the method itself");
    }

    private Declaration.Code code(Role role, String beanName, Class<?> beanClass, Method method, boolean isFactory) {
        if (isFactory) {
            Declaration.Code code =
                    codes.ofBean(beanName, role, method.getGenericReturnType(), method.getReturnType(), false, method);
            if (code == null) {
                throw new Refused("bean is nothing that can be a " + role.name().toLowerCase(java.util.Locale.ROOT)
                        + ": type=" + method.getGenericReturnType().getTypeName() + "; declare "
                        + BeanCodes.expected(role));
            }
            return code;
        }
        if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
            throw new Refused(
                    "method is " + Modifier.toString(method.getModifiers())
                            + ", so it cannot be called on the bean with its advice; make it an instance method that is not private");
        }
        if (method.isVarArgs()) {
            throw new Refused("method takes any number of arguments; take a List<T> for a batch, or one value");
        }
        Method bridged = BridgeMethodResolver.findBridgedMethod(method);
        return codes.ofMethod(beanName, beanClass, bridged);
    }

    /** The bean that a factory method makes, or null if its conditions keep it out. */
    private @Nullable String madeBy(Method method) {
        for (String name : beans.getBeanDefinitionNames()) {
            if (beans.getMergedBeanDefinition(name) instanceof RootBeanDefinition definition
                    && method.equals(definition.getResolvedFactoryMethod())) {
                return ScopedProxyUtils.isScopedTarget(name) ? ScopedProxyUtils.getOriginalBeanName(name) : name;
            }
        }
        Bean bean = AnnotatedElementUtils.findMergedAnnotation(method, Bean.class);
        String name = bean == null || bean.name().length == 0 ? method.getName() : bean.name()[0];
        return beans.containsBeanDefinition(name) ? name : null;
    }
}
