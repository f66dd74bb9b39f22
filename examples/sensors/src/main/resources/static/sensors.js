const devices = document.querySelector('#devices');
const alerts = document.querySelector('#alerts');
const time = new Intl.DateTimeFormat(undefined, {timeStyle: 'medium'});

function row(device) {
    const found = [...devices.rows].find(candidate => candidate.dataset.device === device);
    if (found) {
        return found;
    }
    const added = devices.insertRow();
    added.dataset.device = device;
    for (let i = 0; i < 4; i++) {
        added.insertCell();
    }
    added.cells[0].textContent = device;
    added.cells[3].textContent = 'fine';
    return added;
}

function showAverage(average) {
    const cells = row(average.device).cells;
    cells[1].textContent = `${average.celsius.toFixed(1)} °C`;
    cells[2].textContent = `${time.format(new Date(average.from))} to ${time.format(new Date(average.to))}`;
}

function showAlert(alert) {
    const state = row(alert.device).cells[3];
    state.textContent = alert.isTooHot ? 'too hot' : 'fine';
    state.classList.toggle('hot', alert.isTooHot);
    const item = document.createElement('li');
    const what = alert.isTooHot ? 'is too hot' : 'is fine again';
    item.textContent = `${time.format(new Date(alert.at))} ${alert.device} ${what}: ${alert.celsius.toFixed(1)} °C`;
    alerts.prepend(item);
    while (alerts.children.length > 20) {
        alerts.lastChild.remove();
    }
}

function post(reading) {
    return fetch('readings', {
        method: 'POST',
        headers: {'Content-Type': 'application/json'},
        body: JSON.stringify(reading),
    });
}

function simulate() {
    const now = Date.now();
    for (let i = 1; i <= 5; i++) {
        const celsius = 24 + i + 6 * Math.sin(now / 7000 + i) + Math.random();
        post({device: `sensor-${i}`, celsius, at: new Date(now).toISOString()});
    }
}

document.querySelector('#simulate').addEventListener('click', event => {
    event.target.disabled = true;
    setInterval(simulate, 500);
});

const live = new EventSource('live');
live.addEventListener('average', event => showAverage(JSON.parse(event.data)));
live.addEventListener('alert', event => showAlert(JSON.parse(event.data)));
fetch('averages').then(response => response.json()).then(all => all.forEach(showAverage));
