packages_install() { :; }
