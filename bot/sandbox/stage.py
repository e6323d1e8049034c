"""The machinery behind the scene: time, failures to order, connections, the guided tour."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.sandbox import methods
from bot.sandbox.delivery import Delivery
from bot.sandbox.faults import DELIVERIES, Fault
from bot.sandbox.records import Json
from bot.sandbox.socket_mode import Hub
from bot.sandbox.world import ActRefused, World


class Stage:
    """What the inspector's panels and tests do without being anybody."""

    def __init__(self, world: World, hub: Hub, delivery: Delivery) -> None:
        self._world = world
        self._hub = hub
        self._delivery = delivery

    def status(self) -> Json:
        return {"connections": self._hub.connected, "url": self._world.base_url}

    async def clock(self, told: Json) -> Json:
        """`set` to a moment, `advance` by seconds, to the next `monday` of a person's at nine, or
        back to `real` time.
        """
        clock = self._world.clock
        try:
            if told.get("real"):
                clock.back_to_real_time()
            elif told.get("monday"):
                clock.set(self._monday(str(told["monday"])))
            elif told.get("set"):
                clock.set(datetime.fromisoformat(str(told["set"])))
            elif told.get("advance"):
                clock.advance(float(told["advance"]))
        except (ValueError, OverflowError) as problem:
            raise ActRefused(f"The clock cannot be set so: {problem}") from None
        self._delivery.post_due_messages()
        self._world.journal.changed()
        return self.time()

    def _monday(self, user: str) -> datetime:
        zone = ZoneInfo(self._world.home_of(user).people[user].tz)
        here = self._world.clock.moment().astimezone(zone)
        nine = here.replace(hour=9, minute=0, second=0, microsecond=0)
        monday = nine + timedelta(days=-here.weekday() % 7)
        return monday if monday > here else monday + timedelta(days=7)

    def time(self) -> Json:
        """The sandbox's moment, and how many seconds it is ahead of real time."""
        clock = self._world.clock
        return {"now": clock.moment().isoformat(), "ahead": round(clock.ahead)}

    def entry(self, number: int) -> Json:
        """One entry of the journal in full."""
        entry = self._world.journal.numbered(number)
        if entry is None:
            raise ActRefused("This entry is no longer kept.")
        return {"entry": {key: value for key, value in entry.items() if key != "started"}}

    def faults(self) -> Json:
        """The failures to come, what can fail, and whether posts are rate-limited."""
        faults = self._world.faults
        return {
            "faults": [fault.told() for fault in faults.active],
            "methods": [DELIVERIES, *sorted(methods.ALL)],
            "rate_limits": faults.rate_limits,
        }

    async def add_fault(self, told: Json) -> Json:
        try:
            fault = self._world.faults.add(Fault.of(told))
        except (TypeError, ValueError) as problem:
            raise ActRefused(str(problem)) from None
        self._world.journal.changed()
        return {"fault": fault.told()}

    async def remove_fault(self, told: Json) -> Json:
        if not self._world.faults.remove(str(told.get("id", ""))):
            raise ActRefused("This failure is over already.")
        self._world.journal.changed()
        return {}

    async def clear_faults(self, _: Json) -> Json:
        self._world.faults.clear()
        self._world.journal.changed()
        return {}

    async def rate_limits(self, told: Json) -> Json:
        self._world.faults.rate_limits = bool(told.get("on", True))
        self._world.journal.changed()
        return {"on": self._world.faults.rate_limits}

    async def retry_last_event(self, _: Json) -> Json:
        try:
            return {"event_id": self._delivery.retry_last_event()}
        except LookupError as problem:
            raise ActRefused(str(problem)) from None

    async def disconnect(self, told: Json) -> Json:
        """Ask the bot's sockets to come back; answers how many there were."""
        connections = self._hub.connected
        await self._hub.disconnect(str(told.get("reason", "refresh_requested")))
        return {"connections": connections}

    async def uninstall(self, told: Json) -> Json:
        """An admin removes the app: the bot is told, then its token no longer works."""
        workspace = self._world.workspaces.get(str(told.get("workspace", "")))
        if workspace is None:
            raise ActRefused(f"There is no workspace {told.get('workspace')}.")
        tokens = {"oauth": [], "bot": [workspace.bot_user]}
        self._world.emit(workspace, "tokens_revoked", {"type": "tokens_revoked", "tokens": tokens})
        self._world.emit(workspace, "app_uninstalled", {"type": "app_uninstalled"})
        workspace.installed = False
        return {}

    def tour(self) -> Json:
        tour = self._world.tour
        return tour.told() if tour is not None else {"steps": []}

    async def begin_tour_again(self, _: Json) -> Json:
        if self._world.tour is None:
            raise ActRefused("There is no guided tour here.")
        self._world.tour.begin_again()
        self._world.journal.changed()
        return self.tour()

    async def reset(self, _: Json) -> Json:
        """Back to the seed, for the next test on the same server; the bot stays connected."""
        self._world.faults.clear()
        self._world.reset()
        self._world.journal.changed()
        return {}
