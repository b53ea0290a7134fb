build_products() { :; }
