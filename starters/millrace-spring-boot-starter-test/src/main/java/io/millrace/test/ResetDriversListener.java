package io.millrace.test;

import org.springframework.beans.factory.config.SingletonBeanRegistry;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/** Has each test method begin with topologies that nothing has been sent to. */
final class ResetDriversListener extends AbstractTestExecutionListener {

    private static final String DRIVERS = "millraceTestDrivers";

    @Override
    public void afterTestMethod(TestContext test) {
        if (!test.hasApplicationContext()) {
            return;
        }
        ApplicationContext context = test.getApplicationContext();
        boolean isUsed = context.containsLocalBean(DRIVERS)
                && context.getAutowireCapableBeanFactory() instanceof SingletonBeanRegistry singletons
                && singletons.containsSingleton(DRIVERS);
        if (isUsed) {
            context.getBean(MillraceTestDrivers.class).reset();
        }
    }
}
