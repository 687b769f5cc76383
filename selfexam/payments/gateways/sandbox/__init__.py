"""A make-believe provider: it really redirects, signs and calls back, but moves no money. Demonstration only.

provider.py, cashier.py and notify.py play the provider (only they touch the Sandbox* models); gateway.py is the
portal's side and knows the provider by signed messages alone.
"""
