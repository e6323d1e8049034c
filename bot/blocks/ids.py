"""Action, callback and block ids. Slack keeps them in old messages: never rename one."""

from typing import Final

# Shortcuts, as manifest.yml names them.
NEW_ORDER_SHORTCUT: Final = "new_order"
LOG_INTERACTION_SHORTCUT: Final = "log_interaction"
LOG_MESSAGE_SHORTCUT: Final = "log_message"

# Customers.
OPEN_CUSTOMER: Final = "open_customer"
NEW_CUSTOMER: Final = "new_customer"
EDIT_CUSTOMER: Final = "edit_customer"
CUSTOMER_FORM: Final = "customer_form"
ADD_CONTACT: Final = "add_contact"
EDIT_CONTACT: Final = "edit_contact"
CONTACT_FORM: Final = "contact_form"
LIST_CONTACTS: Final = "list_contacts"
FIND_CUSTOMER: Final = "find_customer"
CUSTOMER_OPTIONS: Final = "customer_options"
CONTACT_OPTIONS: Final = "contact_options"

# Orders.
NEW_ORDER: Final = "new_order_for_customer"
OPEN_ORDER: Final = "open_order"
EDIT_ORDER: Final = "edit_order"
ORDER_FORM: Final = "order_form"
ADD_ORDER_LINE: Final = "add_order_line"
REMOVE_ORDER_LINE: Final = "remove_order_line"
ORDER_FORM_CHANGED: Final = "order_form_changed"
ORDER_CURRENCY: Final = "order_currency"
PRODUCT_OPTIONS: Final = "product_options"
SAVE_DRAFT: Final = "save_draft"
SUBMIT_ORDER: Final = "submit_order"
APPROVE_ORDER: Final = "approve_order"
REJECT_ORDER: Final = "reject_order"
REJECT_FORM: Final = "reject_form"
REQUEST_CHANGES: Final = "request_changes"
RETURN_FORM: Final = "return_form"
EXECUTE_ORDER: Final = "execute_order"
COMPLETE_ORDER: Final = "complete_order"
CANCEL_ORDER: Final = "cancel_order"
CANCEL_FORM: Final = "cancel_form"
LIST_ORDERS: Final = "list_orders"

# Interactions.
LOG_INTERACTION: Final = "log_interaction_for_customer"
INTERACTION_FORM: Final = "interaction_form"
FOLLOW_UP_DONE: Final = "follow_up_done"

# Reports.
SHARE_REPORT: Final = "share_report"
SHARE_FORM: Final = "share_form"
SCHEDULE_REPORT: Final = "schedule_report"
SCHEDULE_FORM: Final = "schedule_form"
END_SCHEDULE: Final = "end_schedule"

# Settings and members.
OPEN_SETTINGS: Final = "open_settings"
SETTINGS_FORM: Final = "settings_form"
SET_ROLE: Final = "set_role"
NEXT_MEMBERS: Final = "next_members"
PREVIOUS_MEMBERS: Final = "previous_members"
ZONE_OPTIONS: Final = "zone_options"
OPEN_POLICY: Final = "open_policy"
POLICY_FORM: Final = "policy_form"
ADD_RULE: Final = "add_rule"
CHANGE_RULE: Final = "change_rule"
RULE_FORM: Final = "rule_form"
BACK_TO_POLICY: Final = "back_to_policy"
MEMBER_OPTIONS: Final = "member_options"
