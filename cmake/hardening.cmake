# How programs are built that run as root and read what others send: by our own defaults, whoever builds them.
# Sanitizers bring checks of their own, which these would get in the way of. tests/programs/test_hardening.py reads it from the
# built programs.
include(CheckCXXCompilerFlag)

target_compile_definitions(job_retry_flags INTERFACE _GLIBCXX_ASSERTIONS)
if(JOB_RETRY_SANITIZE)
  return()
endif()
set(is_module "$<STREQUAL:$<TARGET_PROPERTY:TYPE>,MODULE_LIBRARY>")  # what a test preloads is no program
target_compile_options(job_retry_flags INTERFACE "$<IF:${is_module},-fPIC,-fPIE>")
foreach(flag -fstack-protector-strong -fstack-clash-protection -fcf-protection)
  string(MAKE_C_IDENTIFIER "has${flag}" known)
  check_cxx_compiler_flag(${flag} ${known})
  if(${known})
    target_compile_options(job_retry_flags INTERFACE ${flag})
  endif()
endforeach()
# Some distributions' compilers define it by themselves.
target_compile_options(job_retry_flags INTERFACE
  "$<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=2>")
target_link_options(job_retry_flags INTERFACE "$<$<NOT:${is_module}>:-pie>" -Wl,-z,relro,-z,now,-z,noexecstack)
# A program does not tell where it was built. In what developers build, who debug in place and share a compiler cache, the debugging
# information does: a package has none.
set(prefix_map -fmacro-prefix-map)
if(NOT JOB_RETRY_WERROR)
  set(prefix_map -ffile-prefix-map)
endif()
target_compile_options(job_retry_flags INTERFACE ${prefix_map}=${PROJECT_SOURCE_DIR}=. ${prefix_map}=${PROJECT_BINARY_DIR}=build)
